/** The admin RPC's server: HTTP on one side, the backend's port on the other. */
@NullMarked
package io.takhin.daemon.adapter.admin;

import org.jspecify.annotations.NullMarked;
