/** Partition logs: the port behind which Kafka's log format lives. */
@NullMarked
package io.takhin.daemon.port.log;

import org.jspecify.annotations.NullMarked;
