package io.takhin.daemon.adapter.storage;

import io.takhin.common.model.PartitionId;
import java.io.IOException;
import java.security.DigestException;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.Cleaner;
import org.apache.kafka.storage.internals.log.CleanerConfig;
import org.apache.kafka.storage.internals.log.LogCleaningAbortedException;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.apache.kafka.storage.internals.utils.Throttler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts logs whose topics ask for it, one at a time, the dirtiest first, with Kafka's {@link Cleaner}. Kafka's
 * {@code LogCleaner} around it keeps its progress by topic name, which a new topic of an old name would inherit; here
 * it is kept by topic id. The table of keys is there only while a topic is compacted.
 */
final class Compactor {

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private static final int IO_BUFFER_BYTES = 512 << 10;

    private final Collection<KafkaPartitionLog> logs;
    private final OffsetCheckpoint file;
    private final StorageOptions options;
    private final Time time;
    private final Map<PartitionId, Long> cleanedUpTo = new ConcurrentHashMap<>();

    /** Logs that can't be cleaned until the next start; the reason was logged. */
    private final Set<PartitionId> failed = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;
    private @Nullable KafkaPartitionLog cleaning;
    private @Nullable Cleaner cleaner;

    Compactor(Collection<KafkaPartitionLog> logs, StorageOptions options, Time time) {
        this.logs = logs;
        this.file = new OffsetCheckpoint(options.folder().resolve("cleaned-offsets"));
        this.options = options;
        this.time = time;
    }

    /** Reads how far the last run came. */
    void open() throws IOException {
        try {
            cleanedUpTo.putAll(file.read());
        } catch (CorruptLogException e) {
            LOG.atWarn().setCause(e).log("Compacted logs are compacted anew from their start");
        }
    }

    /** Ends the cleaning under way at its next batch, and any later one. */
    void stop() {
        stopping = true;
    }

    /** Cleans all logs that are due. One thread at a time. */
    void run() {
        if (logs.stream().noneMatch(log -> log.unified().config().compact)) {
            cleaner = null;
            return;
        }
        try {
            for (var next = dirtiest(); next.isPresent() && !stopping; next = dirtiest()) {
                clean(next.get());
            }
        } catch (IOException | DigestException | NoSuchAlgorithmException e) {
            LOG.atError().setCause(e).log("Logs can't be compacted");
        }
    }

    private record Candidate(KafkaPartitionLog log, LogToClean plan) {}

    private Optional<Candidate> dirtiest() throws IOException {
        Optional<Candidate> dirtiest = Optional.empty();
        for (var log : logs) {
            if (log.unified().config().compact && !failed.contains(log.id()) && isGood(log)) {
                var plan = CleaningPlan.of(log.unified(), cleanedUpTo.getOrDefault(log.id(), -1L), time.milliseconds());
                if (plan.isPresent()
                        && dirtiest.filter(it -> it.plan().compareTo(plan.get()) >= 0)
                                .isEmpty()) {
                    dirtiest = Optional.of(new Candidate(log, plan.get()));
                }
            }
        }
        return dirtiest;
    }

    /** Cleaning rewrites batches with new checksums: what is bad must not come out as good. */
    private boolean isGood(KafkaPartitionLog log) {
        try {
            log.trust().checkAll();
            return true;
        } catch (IOException e) {
            failed.add(log.id());
            LOG.atError().addKeyValue("folder", log.unified().dir()).setCause(e).log("A damaged log is not compacted");
            return false;
        }
    }

    private void clean(Candidate candidate) throws IOException, DigestException, NoSuchAlgorithmException {
        var log = candidate.log();
        log.maintenance().lock();
        cleaning = log;
        try {
            checkGoOn();
            PartitionFolder.markCompacted(log.unified().dir().toPath());
            log.trust().allowGaps();
            var result = cleaner().clean(candidate.plan());
            cleanedUpTo.put(log.id(), result.getKey());
            save();
        } catch (LogCleaningAbortedException e) {
            LOG.atDebug()
                    .addKeyValue("folder", log.unified().dir())
                    .log("A compaction was given up for something else");
        } catch (IOException | KafkaException e) {
            failed.add(log.id());
            LOG.atError().addKeyValue("folder", log.unified().dir()).setCause(e).log("A log can't be compacted");
        } finally {
            cleaning = null;
            log.maintenance().unlock();
        }
    }

    private void checkGoOn() {
        var log = cleaning;
        if (stopping || log == null || log.isDeleted() || log.maintenance().hasQueuedThreads()) {
            throw new LogCleaningAbortedException();
        }
    }

    private Cleaner cleaner() throws NoSuchAlgorithmException {
        var existing = cleaner;
        if (existing == null) {
            existing = new Cleaner(
                    0,
                    new SkimpyOffsetMap(options.cleanerBufferBytes(), CleanerConfig.HASH_ALGORITHM),
                    IO_BUFFER_BYTES,
                    Integer.MAX_VALUE,
                    CleanerConfig.LOG_CLEANER_DEDUPE_BUFFER_LOAD_FACTOR,
                    new Throttler(Double.MAX_VALUE, TimeUnit.SECONDS.toMillis(1), "cleaner-io", "bytes", time),
                    time,
                    (TopicPartition _) -> checkGoOn());
            cleaner = existing;
        }
        return existing;
    }

    /** After a truncation: what comes behind is dirty. */
    void truncated(PartitionId partition, long offset) {
        cleanedUpTo.computeIfPresent(partition, (_, cleaned) -> Math.min(cleaned, offset));
    }

    private void save() throws IOException {
        var present = new HashMap<PartitionId, Long>();
        for (var log : logs) {
            var cleaned = cleanedUpTo.get(log.id());
            if (cleaned != null) {
                present.put(log.id(), cleaned);
            }
        }
        cleanedUpTo.keySet().retainAll(present.keySet());
        file.write(present);
    }
}
