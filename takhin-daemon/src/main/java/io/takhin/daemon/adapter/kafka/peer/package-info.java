/** Kafka's requests from node to node, over the port that the nodes share. */
@NullMarked
package io.takhin.daemon.adapter.kafka.peer;

import org.jspecify.annotations.NullMarked;
