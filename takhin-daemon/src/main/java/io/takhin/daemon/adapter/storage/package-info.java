/** Partition logs on Kafka's {@code UnifiedLog}: segments, indexes, recovery, retention and compaction. */
@NullMarked
package io.takhin.daemon.adapter.storage;

import org.jspecify.annotations.NullMarked;
