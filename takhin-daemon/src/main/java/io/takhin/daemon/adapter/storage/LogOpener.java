package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.metadata.TopicState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/** Opens and creates single logs. Any thread may call. */
final class LogOpener {

    /** Never used: {@link LogScheduler} drops the task it is for. */
    private static final int PRODUCER_CHECK_INTERVAL_MS = 600_000;

    private final StorageOptions options;
    private final KafkaTopicConfigRules rules;
    private final Time time;
    private final DiskFailures failures;
    private final BrokerTopicStats stats = new BrokerTopicStats();
    private final ProducerStateManagerConfig producers;

    LogOpener(StorageOptions options, KafkaTopicConfigRules rules, Time time, DiskFailures failures) {
        this.options = options;
        this.rules = rules;
        this.time = time;
        this.failures = failures;
        // Whether a transaction is open on the coordinator is for the protocol handlers to verify (KIP-890).
        this.producers = new ProducerStateManagerConfig(
                Math.toIntExact(options.producerIdExpiry().toMillis()), false);
    }

    /**
     * What is known of a log from the last run.
     *
     * @param clean whether that run ended in order
     * @param startOffset the first offset a reader may see
     * @param recoveryPoint everything before it was flushed
     */
    record Past(boolean clean, long startOffset, long recoveryPoint) {

        /** Of a log that was never there. */
        static final Past NONE = new Past(true, 0, 0);
    }

    /** The folder of a partition. */
    Path folder(TopicState topic, PartitionId partition) {
        return options.folder().resolve(topic.id().toString()).resolve(topic.name() + "-" + partition.partition());
    }

    /**
     * Opens a log, or creates it where there is none; what it does in the background goes to {@code tasks}.
     *
     * @throws CorruptLogException if records are lost that were flushed
     */
    UnifiedLog open(TopicState topic, PartitionId partition, Past past, LogTasks tasks) throws IOException {
        var folder = folder(topic, partition);
        var files = PartitionFolder.list(folder);
        LogInspector.inspect(files, past);
        var config = rules.logConfig(topic.configs());
        try {
            var log = UnifiedLog.create(
                    folder.toFile(),
                    rules.withIndexBytes(topic.configs(), indexBytes(files)),
                    past.startOffset(),
                    past.recoveryPoint(),
                    tasks,
                    stats,
                    time,
                    Math.toIntExact(options.transactionTimeoutMax().toMillis()),
                    producers,
                    PRODUCER_CHECK_INTERVAL_MS,
                    failures,
                    past.clean(),
                    // No partition.metadata file, whose write costs a sync: the folder above has the topic's id.
                    Optional.empty());
            // Five gauges a log in a global registry; takhin has metrics of its own.
            log.removeLogMetrics();
            log.updateConfig(config);
            return log;
        } catch (KafkaException e) {
            throw new IOException("can't open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Kafka can't open the last segment with smaller indexes than it has. */
    private static int indexBytes(PartitionFolder files) throws IOException {
        var segments = files.segments();
        if (segments.isEmpty()) {
            return 0;
        }
        var last = segments.getLast();
        return Math.toIntExact(Math.max(bytes(last.offsetIndex()), bytes(last.timeIndex())));
    }

    private static long bytes(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
