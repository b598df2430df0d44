/** APIs of consumers that read and look offsets up. */
@NullMarked
package io.takhin.daemon.adapter.kafka.fetch;

import org.jspecify.annotations.NullMarked;
