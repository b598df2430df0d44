/** The admin RPC's streams: records in, records out, states of the cluster. */
@NullMarked
package io.takhin.daemon.adapter.admin.stream;

import org.jspecify.annotations.NullMarked;
