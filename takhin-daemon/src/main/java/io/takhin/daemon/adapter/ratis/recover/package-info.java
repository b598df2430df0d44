/** What can be done with a stopped node's folder: see what its Raft logs hold, and make it a cluster of its own. */
@NullMarked
package io.takhin.daemon.adapter.ratis.recover;

import org.jspecify.annotations.NullMarked;
