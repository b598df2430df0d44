package io.takhin.common.config;

import io.takhin.common.json.Doc;

/**
 * Section {@code limits}.
 *
 * @param produceBytes how much may be on its way in from produce streams
 * @param appendQueueBytes how much may wait in front of the logs
 * @param appendQueueLength how many appends may wait in front of each worker
 * @param readQueueLength how many reads may wait
 * @param consumeStreams how many consume streams at a time
 */
@Doc("What the node takes on; more is refused with \"overloaded\", which is safe to try again.")
public record LimitsConfig(
        @Setting(value = "64MiB", min = "1MiB", max = "1GiB")
        @Doc("How many bytes may be on their way in from all produce streams of the admin RPC together.")
        DataSize produceBytes,

        @Setting(value = "64MiB", min = "1MiB", max = "1GiB")
        @Doc("How many bytes of appends may wait in front of the logs.")
        DataSize appendQueueBytes,

        @Setting(value = "10000", min = "10", max = "1000000")
        @Doc("How many appends may wait in front of each worker.")
        int appendQueueLength,

        @Setting(value = "10000", min = "10", max = "1000000") @Doc("How many reads may wait.")
        int readQueueLength,

        @Setting(value = "64", min = "1", max = "10000")
        @Doc("How many consume streams of the admin RPC at a time, each with a buffer of 1 MiB.")
        int consumeStreams) {}
