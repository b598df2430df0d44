/** How the nodes' Raft servers speak to each other: frames on plain connections, and the appender that uses them. */
@NullMarked
package io.takhin.daemon.adapter.ratis.peer;

import org.jspecify.annotations.NullMarked;
