package io.takhin.cli.record.produce;

/**
 * A finished batch on its way.
 *
 * @param writer what sends it
 * @param ticket its name on the stream, growing
 * @param partition where it goes
 * @param bytes the batch
 * @param records how many records it holds
 * @param inputBytes how many bytes their keys and values have
 */
record PendingBatch(TopicWriter writer, long ticket, int partition, byte[] bytes, int records, long inputBytes) {}
