package io.takhin.cli.record.produce;

import io.takhin.common.json.Doc;

/**
 * What became of the records.
 *
 * @param acked how many are in their topics
 * @param failed how many were read and are not in their topics
 * @param unknown how many may or may not be in their topics
 * @param skipped how many were no records and were passed over
 * @param unread whether the input was left before its end
 * @param bytes how many bytes the keys and values of the acknowledged ones have
 * @param elapsedMs how long it took
 */
@Doc("What became of the records.")
public record ProduceSummary(
        @Doc("How many records are in their topics.") long acked,

        @Doc("How many were read and are not in their topics.")
        long failed,

        @Doc("How many may or may not be in their topics.") long unknown,
        @Doc("How many were malformed and passed over.") long skipped,
        @Doc("Whether the input was left before its end.") boolean unread,

        @Doc("How many bytes the keys and values of the acknowledged records have.")
        long bytes,

        @Doc("How long it took, in ms.") long elapsedMs) {}
