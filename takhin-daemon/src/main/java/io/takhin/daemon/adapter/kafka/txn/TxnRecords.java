package io.takhin.daemon.adapter.kafka.txn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogKey;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue.PartitionsSchema;
import org.apache.kafka.server.common.ApiMessageAndVersion;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * Transactions as records of {@code __transaction_state}, in Kafka's own format, version 1. One tagged field is added,
 * which Kafka's readers pass over: the last epoch. Kafka forgets it when a coordinator moves, and then fences a
 * producer that only retries.
 */
final class TxnRecords {

    private static final short VALUE_VERSION = 1;
    private static final int LAST_EPOCH_TAG = 1000;

    private TxnRecords() {}

    /** The record that says how a transaction stands. */
    static CoordinatorRecord of(Txn txn) {
        var producer = txn.producer();
        var value = new TransactionLogValue()
                .setProducerId(producer.id())
                .setPreviousProducerId(producer.previousId())
                .setNextProducerId(producer.nextId())
                .setProducerEpoch(producer.epoch())
                .setTransactionTimeoutMs(txn.timeoutMs())
                .setTransactionStatus(txn.state().id())
                .setTransactionPartitions(txn.state() == TransactionState.EMPTY ? null : partitions(txn))
                .setTransactionLastUpdateTimestampMs(txn.updatedMs())
                .setTransactionStartTimestampMs(txn.startMs())
                .setClientTransactionVersion(txn.version().featureLevel());
        if (producer.lastEpoch() != RecordBatch.NO_PRODUCER_EPOCH) {
            var bytes = ByteBuffer.allocate(Short.BYTES)
                    .putShort(producer.lastEpoch())
                    .array();
            value.unknownTaggedFields().add(new RawTaggedField(LAST_EPOCH_TAG, bytes));
        }
        return CoordinatorRecord.record(key(txn.id()), new ApiMessageAndVersion(value, VALUE_VERSION));
    }

    /** The record that says that an id is forgotten. */
    static CoordinatorRecord tombstone(String id) {
        return CoordinatorRecord.tombstone(key(id));
    }

    /** The id a record is about. */
    static String id(CoordinatorRecord record) {
        return ((TransactionLogKey) record.key()).transactionalId();
    }

    /** What a record says, or nothing if it is a tombstone. */
    static Optional<Txn> txn(CoordinatorRecord record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        var value = (TransactionLogValue) record.value().message();
        var partitions = new HashSet<TopicPartition>();
        if (value.transactionPartitions() != null) {
            for (var topic : value.transactionPartitions()) {
                topic.partitionIds().forEach(number -> partitions.add(new TopicPartition(topic.topic(), number)));
            }
        }
        return Optional.of(new Txn(
                id(record),
                new Txn.Producer(
                        value.producerId(),
                        value.previousProducerId(),
                        value.nextProducerId(),
                        value.producerEpoch(),
                        lastEpoch(value)),
                value.transactionTimeoutMs(),
                TransactionState.fromId(value.transactionStatus()),
                partitions,
                value.transactionStartTimestampMs(),
                value.transactionLastUpdateTimestampMs(),
                TransactionVersion.fromFeatureLevel(value.clientTransactionVersion())));
    }

    private static TransactionLogKey key(String id) {
        return new TransactionLogKey().setTransactionalId(id);
    }

    private static short lastEpoch(TransactionLogValue value) {
        return value.unknownTaggedFields().stream()
                .filter(field -> field.tag() == LAST_EPOCH_TAG)
                .map(field -> ByteBuffer.wrap(field.data()).getShort())
                .findFirst()
                .orElse(RecordBatch.NO_PRODUCER_EPOCH);
    }

    private static List<PartitionsSchema> partitions(Txn txn) {
        var byTopic = new TreeMap<String, PartitionsSchema>();
        for (var partition : txn.partitions()) {
            byTopic.computeIfAbsent(
                            partition.topic(),
                            topic -> new PartitionsSchema().setTopic(topic).setPartitionIds(new ArrayList<>()))
                    .partitionIds()
                    .add(partition.partition());
        }
        return List.copyOf(byTopic.values());
    }
}
