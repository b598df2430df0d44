/** Kafka's protocol over the {@link io.takhin.daemon.port.Backend} port. */
@NullMarked
package io.takhin.daemon.adapter.kafka;

import org.jspecify.annotations.NullMarked;
