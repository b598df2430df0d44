package io.takhin.daemon.adapter.storage;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How partition logs are kept.
 *
 * @param folder the folder of all logs, {@code <data>/logs}; one process owns it
 * @param openThreads how many logs are opened at once at start-up
 * @param checkpointInterval how often everything is flushed and the recovery point written; after a crash what came
 *     since is read again
 * @param retentionInterval how often logs are looked through for segments that are too old or too many
 * @param cleanerInterval how often logs are looked through for segments that are fit to compact
 * @param producerIdExpiry after how long without a batch a producer id is forgotten
 * @param transactionTimeoutMax how long a transaction can be open
 * @param cleanerBufferBytes the memory of the compaction's key table; 24 bytes a key
 */
public record StorageOptions(
        Path folder,
        int openThreads,
        Duration checkpointInterval,
        Duration retentionInterval,
        Duration cleanerInterval,
        Duration producerIdExpiry,
        Duration transactionTimeoutMax,
        int cleanerBufferBytes) {

    /** Kafka's defaults, but for a smaller table for compaction and a recovery point every 30 s. */
    public static StorageOptions in(Path folder) {
        return new StorageOptions(
                folder,
                Math.min(32, 2 * Runtime.getRuntime().availableProcessors()),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                Duration.ofDays(1),
                Duration.ofMinutes(15),
                16 << 20);
    }

    /** The same with other intervals, that of compaction as that of retention. */
    public StorageOptions withIntervals(Duration checkpoint, Duration retention) {
        return new StorageOptions(
                folder,
                openThreads,
                checkpoint,
                retention,
                retention,
                producerIdExpiry,
                transactionTimeoutMax,
                cleanerBufferBytes);
    }
}
