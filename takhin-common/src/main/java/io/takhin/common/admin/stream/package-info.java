/** The streams of the admin RPC: records in, records out, and changes as they happen. */
@NullMarked
package io.takhin.common.admin.stream;

import org.jspecify.annotations.NullMarked;
