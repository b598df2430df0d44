/** The way of a change into the log of the group that orders it. */
@NullMarked
package io.takhin.daemon.adapter.ratis.propose;

import org.jspecify.annotations.NullMarked;
