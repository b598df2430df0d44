package io.takhin.daemon.adapter.kafka.coordinator;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.common.runtime.CoordinatorPlayback;
import org.apache.kafka.coordinator.common.runtime.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the batches of a coordinator's log on to its state, in order. Owned by the thread that loads.
 *
 * @param <U> the coordinator's records
 */
final class StateReplay<U> {

    private static final Logger LOG = LoggerFactory.getLogger(StateReplay.class);

    private final TopicPartition name;
    private final CoordinatorPlayback<U> state;
    private final Deserializer<U> deserializer;
    private long records;
    private long bytes;

    StateReplay(TopicPartition name, CoordinatorPlayback<U> state, Deserializer<U> deserializer) {
        this.name = name;
        this.state = state;
        this.deserializer = deserializer;
    }

    /** How many records were replayed. */
    long records() {
        return records;
    }

    /** How many bytes they took in the log. */
    long bytes() {
        return bytes;
    }

    /** Replays the whole batches among these and returns the offset after them, {@code offset} if there are none. */
    long replay(MemoryRecords batches, long offset) {
        long next = offset;
        for (var batch : batches.batches()) {
            batch.ensureValid();
            for (var record : batch) {
                // Compaction may have left a batch that began before the offset that was asked for.
                if (record.offset() >= offset) {
                    replay(batch, record);
                    records++;
                }
            }
            next = batch.nextOffset();
        }
        bytes += batches.sizeInBytes();
        return next;
    }

    private void replay(MutableRecordBatch batch, Record record) {
        if (batch.isControlBatch()) {
            replayMarker(batch, record);
            return;
        }
        U read;
        try {
            read = deserializer.deserialize(record.key(), record.value());
        } catch (Deserializer.UnknownRecordTypeException e) {
            LOG.atWarn()
                    .addKeyValue("topic", name.topic())
                    .addKeyValue("partition", name.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("type", e.unknownType())
                    .log("coordinator record of a type that this version does not know, passed over");
            return;
        }
        state.replay(record.offset(), batch.producerId(), batch.producerEpoch(), read);
    }

    private void replayMarker(MutableRecordBatch batch, Record record) {
        // Of control records only the two markers concern a coordinator.
        var type = ControlRecordType.parse(record.key());
        if (type == ControlRecordType.COMMIT || type == ControlRecordType.ABORT) {
            state.replayEndTransactionMarker(
                    batch.producerId(),
                    batch.producerEpoch(),
                    type == ControlRecordType.COMMIT ? TransactionResult.COMMIT : TransactionResult.ABORT);
        }
    }
}
