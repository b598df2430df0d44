/** Whole clusters of daemons, each in a process of its own, under faults. */
@NullMarked
package io.takhin.daemon.cluster;

import org.jspecify.annotations.NullMarked;
