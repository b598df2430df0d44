/** One handler for each method of the admin RPC, over the backend's port alone. */
@NullMarked
package io.takhin.daemon.adapter.admin.unary;

import org.jspecify.annotations.NullMarked;
