/** APIs that create, change and delete topics and their records. */
@NullMarked
package io.takhin.daemon.adapter.kafka.topic;

import org.jspecify.annotations.NullMarked;
