/** The Raft server of a node, its groups and its settings. */
@NullMarked
package io.takhin.daemon.adapter.ratis.group;

import org.jspecify.annotations.NullMarked;
