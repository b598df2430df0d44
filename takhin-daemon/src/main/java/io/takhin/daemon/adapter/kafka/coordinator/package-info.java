/** What both coordinators share: their state as records of a compacted topic, written and read through the backend. */
@NullMarked
package io.takhin.daemon.adapter.kafka.coordinator;

import org.jspecify.annotations.NullMarked;
