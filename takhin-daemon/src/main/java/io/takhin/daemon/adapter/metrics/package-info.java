/** Counts what passes the backend, reads the process and the disk, and puts both into words. */
@NullMarked
package io.takhin.daemon.adapter.metrics;

import org.jspecify.annotations.NullMarked;
