/** The Kafka listener: connections, frames, order of answers, limits. Knows no API. */
@NullMarked
package io.takhin.daemon.adapter.kafka.net;

import org.jspecify.annotations.NullMarked;
