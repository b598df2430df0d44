package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.time.Duration;

/**
 * Section {@code storage}.
 *
 * @param flush when records are forced to disk
 * @param flushInterval how often, with flush: interval
 * @param checkpointInterval how often the recovery point moves
 * @param freeSpaceReserve how much disk stays free
 * @param retentionCheckInterval how often old segments are looked for
 * @param cleanerInterval how often compaction looks for work
 * @param cleanerBuffer the memory of compaction
 * @param producerIdExpiry after how long an idle producer id is forgotten
 * @param transactionTimeoutMax how long a transaction can be open
 */
@Doc("How records are kept.")
public record StorageConfig(
        @Setting(value = "always", dev = "interval")
        @Doc("When records are forced to disk: always before they are acknowledged, or at an interval, so that a power"
                + " loss (never a crash of the process) can take the last of them.")
        Flush flush,

        @Setting(value = "1s", min = "1ms", max = "1h") @Doc("How often, with flush: interval.")
        Duration flushInterval,

        @Setting(value = "30s", min = "1s", max = "1h")
        @Doc("How often the recovery point moves; after a crash what came since is read and checked again.")
        Duration checkpointInterval,

        @Setting(value = "256MiB", min = "1MiB") @Doc("How much of the disk stays free: below it produces are refused.")
        DataSize freeSpaceReserve,

        @Setting(value = "1m", min = "1s", max = "1d")
        @Doc("How often segments are looked for that are too old or too many.")
        Duration retentionCheckInterval,

        @Setting(value = "15s", min = "1s", max = "1d")
        @Doc("How often compacted topics are looked through for what can be compacted.")
        Duration cleanerInterval,

        @Setting(value = "16MiB", min = "1MiB", max = "1GiB")
        @Doc("The memory of compaction's key table; 24 bytes a key.")
        DataSize cleanerBuffer,

        @Setting(value = "1d", min = "1m", max = "365d")
        @Doc("After how long without a batch a producer id is forgotten.")
        Duration producerIdExpiry,

        @Setting(value = "15m", min = "1s", max = "7d") @Doc("How long a transaction can be open.")
        Duration transactionTimeoutMax) {

    /** When records are forced to disk. */
    public enum Flush {
        /** Before they are acknowledged. */
        ALWAYS,
        /** At an interval. */
        INTERVAL
    }
}
