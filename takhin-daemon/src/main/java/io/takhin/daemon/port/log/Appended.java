package io.takhin.daemon.port.log;

/**
 * An append that was done.
 *
 * @param baseOffset the offset of the first record
 * @param endOffsetExclusive the offset after the last record
 * @param appendTimeMs the append time stamped into the batches when the topic asks for it, -1 otherwise
 * @param startOffset the log's first offset then
 * @param duplicate whether the batch had been appended before, with this base offset (KIP-98)
 */
public record Appended(
        long baseOffset, long endOffsetExclusive, long appendTimeMs, long startOffset, boolean duplicate) {}
