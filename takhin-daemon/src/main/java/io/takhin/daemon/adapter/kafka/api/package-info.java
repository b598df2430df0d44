/** One handler per Kafka API, and the registry that says which are served. */
@NullMarked
package io.takhin.daemon.adapter.kafka.api;

import org.jspecify.annotations.NullMarked;
