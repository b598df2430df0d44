/**
 * The backend of a node without consensus: one owner thread for the metadata, a few for the partition logs, and a log
 * of commands on disk.
 */
@NullMarked
package io.takhin.daemon.adapter.direct;

import org.jspecify.annotations.NullMarked;
