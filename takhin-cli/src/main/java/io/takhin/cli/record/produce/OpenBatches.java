package io.takhin.cli.record.produce;

import io.takhin.cli.record.batch.BatchBuilder;
import io.takhin.cli.record.batch.Murmur2;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of one topic that still take records, at most one per partition. Guarded by its owner's lock. */
final class OpenBatches {

    private static final int BYTES_AIM = 512 << 10;

    /** Finished batches go here; may wait for room. */
    interface Outlet {
        void put(PendingBatch batch) throws InterruptedException;
    }

    private final TopicWriter writer;
    private final String topic;
    private final Delivery delivery;
    private final Outlet outlet;
    private final int partitions;
    private final int bytesMax;
    private final @Nullable BatchBuilder[] builders;
    private final int[] sequences;
    private final long[] inputBytes;
    private final List<Integer> open = new ArrayList<>();
    private int sticky;
    private long bytes;

    OpenBatches(TopicWriter writer, String topic, Delivery delivery, Outlet outlet) {
        this.writer = writer;
        this.topic = topic;
        this.delivery = delivery;
        this.outlet = outlet;
        this.partitions = writer.opened().partitions();
        this.bytesMax = writer.opened().batchBytesMax();
        this.builders = new @Nullable BatchBuilder[partitions];
        this.sequences = new int[partitions];
        this.inputBytes = new long[partitions];
    }

    TopicWriter writer() {
        return writer;
    }

    /** How many bytes wait in it. */
    long bytes() {
        return bytes;
    }

    /** What is wrong with a record for this topic, empty if nothing is. */
    String problem(PassingRecord record) {
        if (record.partition() >= partitions) {
            return "partition " + record.partition() + " of topic " + topic + ", which has " + partitions;
        }
        long size = BatchBuilder.sizeOf(record) + BatchBuilder.HEADER_BYTES;
        if (size > bytesMax) {
            return "a record of about " + size + " bytes; topic " + topic + " takes at most " + bytesMax;
        }
        return "";
    }

    /** Adds a record that has no problem. */
    void append(PassingRecord record, long timestampMs, Ticket tickets) throws InterruptedException {
        int partition = partition(record);
        var builder = builders[partition];
        if (builder == null) {
            builder = new BatchBuilder();
            builders[partition] = builder;
        }
        long size = BatchBuilder.sizeOf(record);
        if (builder.count() > 0 && builder.size() + size > Math.min(bytesMax, BYTES_AIM)) {
            finish(partition, builder, tickets);
            open.remove(Integer.valueOf(partition)); // the element, not the place
            if (record.partition() < 0 && record.key().isNull()) {
                append(record, timestampMs, tickets); // the next batch goes to the next partition
                return;
            }
        }
        if (builder.count() == 0) {
            open.add(partition);
        }
        int before = builder.size();
        builder.append(record, timestampMs);
        bytes += builder.size() - before;
        inputBytes[partition] += record.key().size() + (long) record.value().size();
    }

    /** Finishes all batches that hold a record. */
    void finishAll(Ticket tickets) throws InterruptedException {
        for (int partition : open) {
            var builder = builders[partition];
            if (builder != null && builder.count() > 0) {
                finish(partition, builder, tickets);
            }
        }
        open.clear();
    }

    /** As Kafka's clients: by the key's hash, else one partition until a batch is full. */
    private int partition(PassingRecord record) {
        if (record.partition() >= 0) {
            return record.partition();
        }
        return record.key().isNull() ? sticky : Murmur2.partition(record.key(), partitions);
    }

    private void finish(int partition, BatchBuilder builder, Ticket tickets) throws InterruptedException {
        int records = builder.count();
        bytes -= builder.size() - BatchBuilder.HEADER_BYTES;
        var opened = writer.opened();
        var stamp = new BatchBuilder.Stamp(opened.producerId(), opened.producerEpoch(), sequences[partition]);
        var batch = builder.finish(delivery.codec(), stamp);
        sequences[partition] = (sequences[partition] + records) & Integer.MAX_VALUE;
        long input = inputBytes[partition];
        inputBytes[partition] = 0;
        if (partition == sticky) {
            sticky = (sticky + 1) % partitions;
        }
        if (batch.length > bytesMax) {
            throw TakhinException.of(
                    ErrorCode.INTERNAL,
                    "a batch of " + batch.length + " bytes, more than the " + bytesMax + " allowed");
        }
        outlet.put(new PendingBatch(writer, tickets.next(), partition, batch, records, input));
    }
}
