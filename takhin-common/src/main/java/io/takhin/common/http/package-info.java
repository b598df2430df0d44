/** As much of HTTP/1.1 (RFC 9112) as the admin RPC needs, for both of its ends. */
@NullMarked
package io.takhin.common.http;

import org.jspecify.annotations.NullMarked;
