package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.PartitionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.utils.Time;

/**
 * The partition logs of a node in Kafka's format:
 *
 * <pre>
 * [logs]/[topicId]/[topic]-[p]/        segments, indexes, producer snapshots, leader epochs: Kafka's
 * [logs]/recovery-points               per log the offset before which all is flushed, {@link OffsetCheckpoint}
 * [logs]/start-offsets                 per trimmed log its first offset, {@link OffsetCheckpoint}
 * [logs]/.clean                        there only between an orderly end and the next start
 * [logs]/.trash/                       what is being deleted
 * </pre>
 *
 * Threads that call must not be interrupted: Java closes a file under an interrupted thread.
 */
public final class KafkaLogStore implements LogStore {

    private final StorageOptions options;
    private final KafkaTopicConfigRules rules;
    private final LogScheduler scheduler = new LogScheduler("log", 2);
    private final LogScheduler cleanerThread = new LogScheduler("log-cleaner", 1);
    private final Trash trash;
    private final LogOpener opener;
    private final LogAppender appender = new LogAppender();
    private final StoreFiles files;
    private final ConcurrentMap<PartitionId, KafkaPartitionLog> logs = new ConcurrentHashMap<>();
    /** What {@link #configure} last heard of each topic. */
    private final ConcurrentMap<TopicId, TopicState> topics = new ConcurrentHashMap<>();

    private final Compactor compactor;
    private final Housekeeping housekeeping;
    private volatile boolean opened;

    /** Takes the store's place, by the system's clock; {@link #open} touches the disk. */
    public KafkaLogStore(StorageOptions options, KafkaTopicConfigRules rules) {
        this(options, rules, Time.SYSTEM);
    }

    /** The same by another clock. */
    public KafkaLogStore(StorageOptions options, KafkaTopicConfigRules rules, Time time) {
        this.options = options;
        this.rules = rules;
        this.trash = new Trash(options.folder(), scheduler, time);
        this.opener = new LogOpener(options, rules, time, new DiskFailures());
        this.files = new StoreFiles(options.folder());
        this.compactor = new Compactor(logs.values(), options, time);
        this.housekeeping = new Housekeeping(logs.values(), files, compactor, time);
        rules.follow(this::reconfigure);
    }

    @Override
    public boolean hasLogs() throws IOException {
        return Strays.anyIn(options.folder());
    }

    @Override
    public void open(Collection<TopicState> topics, Progress progress) throws IOException {
        topics.forEach(topic -> this.topics.put(topic.id(), topic));
        files.open();
        compactor.open();
        trash.open();
        var strays = new Strays(options.folder(), topics);
        for (var stray : strays.find()) {
            trash.takeStray(stray);
        }
        var todo = new ArrayList<Map.Entry<TopicState, PartitionId>>();
        topics.forEach(topic -> topic.partitions().forEach(partition -> todo.add(Map.entry(topic, partition))));
        var done = new AtomicInteger();
        scheduler.opening(true);
        OpenPool.run(options.openThreads(), "open", todo, entry -> {
            open(entry.getKey(), entry.getValue(), files.past(entry.getValue()));
            progress.opened(done.incrementAndGet(), todo.size());
        });
        scheduler.opening(false);
        for (var topic : topics) {
            Folders.sync(options.folder().resolve(topic.id().toString()));
        }
        Folders.sync(options.folder());
        housekeeping.start(scheduler, options);
        cleanerThread.every(options.cleanerInterval(), "compaction", compactor::run);
        opened = true;
    }

    private void open(TopicState topic, PartitionId partition, LogOpener.Past past) throws IOException {
        var tasks = new LogTasks(scheduler);
        var log = opener.open(topic, partition, past, tasks);
        logs.put(partition, new KafkaPartitionLog(partition, log, tasks, appender, housekeeping));
    }

    @Override
    public void create(TopicState topic) throws IOException {
        topics.put(topic.id(), topic);
        for (var partition : topic.partitions().toList()) {
            if (!logs.containsKey(partition)) {
                open(topic, partition, LogOpener.Past.NONE);
            }
        }
        // The files of an empty log need no sync: missing ones are created again, and the first flush syncs their
        // folder.
        Folders.sync(options.folder().resolve(topic.id().toString()));
        Folders.sync(options.folder());
    }

    @Override
    public Optional<PartitionLog> log(PartitionId partition) {
        return Optional.ofNullable(logs.get(partition));
    }

    @Override
    public Set<PartitionId> partitions() {
        return Set.copyOf(logs.keySet());
    }

    /** What topics get that set nothing has changed. */
    private void reconfigure() {
        topics.values().forEach(this::configure);
    }

    @Override
    public void configure(TopicState topic) {
        topics.put(topic.id(), topic);
        var config = rules.logConfig(topic.configs());
        topic.partitions().map(logs::get).forEach(log -> {
            if (log != null) {
                log.unified().updateConfig(config);
            }
        });
    }

    @Override
    public void delete(TopicState topic) throws IOException {
        topics.remove(topic.id());
        var gone = new ArrayList<KafkaPartitionLog>();
        topic.partitions().forEach(partition -> {
            var log = logs.remove(partition);
            if (log != null) {
                log.markDeleted();
                gone.add(log);
            }
        });
        var folder = options.folder().resolve(topic.id().toString());
        if (Files.exists(folder)) {
            long delayMs = rules.logConfig(topic.configs()).fileDeleteDelayMs;
            trash.deleteLater(
                    trash.take(folder),
                    delayMs,
                    () -> gone.forEach(log -> log.unified().closeHandlers()));
        }
        housekeeping.checkpoint();
    }

    /**
     * Deletes old segments and forgets silent producers now; otherwise done every
     * {@link StorageOptions#retentionInterval}.
     */
    void retain() {
        housekeeping.retain();
    }

    /** Writes recovery points and start offsets now; otherwise done every {@link StorageOptions#checkpointInterval}. */
    void checkpoint() throws IOException {
        housekeeping.checkpoint();
    }

    /** Compacts what is due now; otherwise done every {@link StorageOptions#cleanerInterval}. */
    void compact() {
        compactor.run();
    }

    @Override
    public void close() throws IOException {
        compactor.stop();
        try {
            cleanerThread.shutdown();
            scheduler.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the logs were closed; the next start recovers them", e);
        }
        if (opened) {
            opened = false;
            closeInOrder();
        } else {
            // It never opened in full: what the last run left on disk stays as it is, for the next try.
            logs.values().forEach(log -> log.unified().closeHandlers());
        }
        logs.clear();
    }

    private void closeInOrder() throws IOException {
        try {
            OpenPool.run(options.openThreads(), "close", List.copyOf(logs.values()), log -> {
                try {
                    log.unified().flush(true);
                    log.unified().close();
                } catch (KafkaStorageException e) {
                    throw new IOException("can't close " + log.unified().dir() + "; the next start recovers it", e);
                }
            });
        } finally {
            housekeeping.checkpoint();
        }
        files.markClean();
    }
}
