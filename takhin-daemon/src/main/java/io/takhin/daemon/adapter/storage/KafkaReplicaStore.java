package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ReplicaLog;
import io.takhin.daemon.port.log.ReplicaStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * A {@link KafkaLogStore} for replicas. What takes offsets or producers away by a clock (retention, forgetting
 * producers) is off, since replicas must agree on it: the leader proposes it. Compaction only drops records that a
 * later one of the same key replaces, so each replica compacts in its own time, as in Kafka.
 */
public final class KafkaReplicaStore implements ReplicaStore {

    /** In place of the topic's own, for the log. */
    private static final Map<String, String> OFF = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private static final Duration NEVER = Duration.ofDays(365_000);

    private final KafkaLogStore store;
    private final KafkaTopicConfigRules rules;
    private final ReplicaValidator validator;
    private final ConcurrentMap<TopicId, Map<String, String>> asked = new ConcurrentHashMap<>();

    /** Takes the store's place, with the system's clock; {@link #open} touches the disk. */
    public KafkaReplicaStore(StorageOptions options, KafkaTopicConfigRules rules) {
        this(options, rules, Time.SYSTEM);
    }

    /** Takes the store's place; {@link #open} touches the disk. */
    public KafkaReplicaStore(StorageOptions options, KafkaTopicConfigRules rules, Time time) {
        this.store = new KafkaLogStore(
                new StorageOptions(
                        options.folder(),
                        options.openThreads(),
                        options.checkpointInterval(),
                        NEVER,
                        options.cleanerInterval(),
                        Duration.ofMillis(Integer.MAX_VALUE),
                        options.transactionTimeoutMax(),
                        options.cleanerBufferBytes()),
                rules,
                time);
        this.rules = rules;
        this.validator = new ReplicaValidator(time);
    }

    @Override
    public void open(Collection<TopicState> topics, Progress progress) throws IOException {
        topics.forEach(this::remember);
        store.open(topics.stream().map(KafkaReplicaStore::withoutClocks).toList(), progress);
    }

    @Override
    public void create(TopicState topic) throws IOException {
        remember(topic);
        store.create(withoutClocks(topic));
    }

    @Override
    public boolean hasLogs() throws IOException {
        return store.hasLogs();
    }

    @Override
    public Optional<ReplicaLog> replica(PartitionId partition) {
        return store.log(partition)
                .map(log -> new KafkaReplicaLog((KafkaPartitionLog) log, validator, () -> asked(partition.topicId())));
    }

    @Override
    public Optional<PartitionLog> log(PartitionId partition) {
        return replica(partition).map(log -> log);
    }

    @Override
    public Set<PartitionId> partitions() {
        return store.partitions();
    }

    @Override
    public void configure(TopicState topic) {
        remember(topic);
        store.configure(withoutClocks(topic));
    }

    @Override
    public void delete(TopicState topic) throws IOException {
        store.delete(withoutClocks(topic));
        asked.remove(topic.id());
    }

    /** Compacts what is due now; otherwise done every {@link StorageOptions#cleanerInterval}. */
    void compact() {
        store.compact();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private void remember(TopicState topic) {
        asked.put(topic.id(), Map.copyOf(topic.configs()));
    }

    private LogConfig asked(TopicId id) {
        return rules.logConfig(asked.getOrDefault(id, Map.of()));
    }

    private static TopicState withoutClocks(TopicState topic) {
        var configs = new HashMap<>(topic.configs());
        configs.putAll(OFF);
        return topic.withConfigs(configs);
    }
}
