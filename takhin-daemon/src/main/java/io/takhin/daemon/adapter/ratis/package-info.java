/** Replication by Raft, on Apache Ratis: the backend of a cluster. */
@NullMarked
package io.takhin.daemon.adapter.ratis;

import org.jspecify.annotations.NullMarked;
