/** Consumer groups: Kafka's group coordinator over the backend, and the handlers of its APIs. */
@NullMarked
package io.takhin.daemon.adapter.kafka.group;

import org.jspecify.annotations.NullMarked;
