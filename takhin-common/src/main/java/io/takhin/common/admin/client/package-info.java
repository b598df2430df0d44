/** The client side of the admin RPC. */
@NullMarked
package io.takhin.common.admin.client;

import org.jspecify.annotations.NullMarked;
