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
 * A {@link KafkaLogStore} for replicas. Everything that a log would do by a clock of its own (retention, compaction,
 * forgetting producers) is off, since replicas must not differ: the leader proposes it.
 */
public final class KafkaReplicaStore implements ReplicaStore {

    /** In place of the topic's own, for the log. */
    private static final Map<String, String> OFF = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private static final Duration NEVER = Duration.ofDays(365_000);

    private final KafkaLogStore store;
    private final KafkaTopicConfigRules rules;
    private final ReplicaValidator validator;
    private final ConcurrentMap<TopicId, LogConfig> asked = new ConcurrentHashMap<>();

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

    @Override
    public void close() throws IOException {
        store.close();
    }

    private void remember(TopicState topic) {
        asked.put(topic.id(), rules.logConfig(topic.configs()));
    }

    private LogConfig asked(TopicId id) {
        return asked.getOrDefault(id, rules.logConfig(Map.of()));
    }

    private static TopicState withoutClocks(TopicState topic) {
        var configs = new HashMap<>(topic.configs());
        configs.putAll(OFF);
        return topic.withConfigs(configs);
    }
}
