/** What of the state is on disk, and how a replica that is far behind gets it. */
@NullMarked
package io.takhin.daemon.adapter.ratis.checkpoint;

import org.jspecify.annotations.NullMarked;
