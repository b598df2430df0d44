package io.takhin.cli.record.produce;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where records that were read go: into batches, and the finished ones into a bounded queue for the sender. The lock
 * guards the open batches: the reader holds it while it has records at hand, the sender takes it to finish batches that
 * waited long enough.
 */
final class Destination {

    private static final int QUEUE_BATCHES = 16;
    private static final int TOPICS_MAX = 100;
    private static final long OPEN_BYTES_MAX = 32L << 20;

    /**
     * What is put into records that do not say it themselves.
     *
     * @param topic the topic of all records, whatever they say
     * @param partition the partition of all records
     * @param keepPartition whether a record's own partition counts
     * @param key the key of records without one
     * @param headers added to each record
     */
    record Defaults(
            Optional<String> topic,
            Optional<Integer> partition,
            boolean keepPartition,
            Optional<byte[]> key,
            List<Map.Entry<byte[], byte[]>> headers) {}

    private final AdminClient client;
    private final Delivery delivery;
    private final Defaults defaults;
    private final Tally tally;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final BlockingQueue<PendingBatch> queue = new ArrayBlockingQueue<>(QUEUE_BATCHES);
    private final Map<String, OpenBatches> topics = new LinkedHashMap<>();
    private final List<TopicWriter> writers = new CopyOnWriteArrayList<>();
    private final Ticket tickets = new Ticket();
    private volatile boolean stopped;
    private @Nullable OpenBatches only;
    private @Nullable List<PendingBatch> collected;
    private long nowMs;

    Destination(AdminClient client, Delivery delivery, Defaults defaults, Tally tally, InstantSource clock) {
        this.client = client;
        this.delivery = delivery;
        this.defaults = defaults;
        this.tally = tally;
        this.clock = clock;
    }

    /** Opens the one topic, if there is one, so that its absence is known before anything is read. */
    void open() {
        lock.lock();
        try {
            if (defaults.topic().isPresent()) {
                only = topic(defaults.topic().get());
            }
        } finally {
            lock.unlock();
        }
    }

    void lock() throws InterruptedException {
        lock.lockInterruptibly();
    }

    void unlock() {
        lock.unlock();
    }

    /** Looks at the clock for the records that follow. */
    void now() {
        nowMs = clock.millis();
    }

    void skipped() {
        tally.countSkipped();
    }

    /**
     * Takes a record; the lock is held.
     *
     * @param at where it begins, for the message
     * @throws BadRecordException if it can't be written to its topic
     */
    void accept(PassingRecord record, int at) throws InterruptedException {
        var batches = only != null ? only : topicOf(record, at);
        if (!defaults.keepPartition()) {
            record.partition(defaults.partition().orElse((int) PassingRecord.UNSET));
        }
        if (defaults.key().isPresent() && record.key().isNull()) {
            record.key().set(defaults.key().get());
        }
        for (var header : defaults.headers()) {
            int place = record.addHeader();
            record.headerName(place).set(header.getKey());
            record.headerValue(place).set(header.getValue());
        }
        var problem = batches.problem(record);
        if (!problem.isEmpty()) {
            throw new BadRecordException(at, problem);
        }
        tally.countRead();
        batches.append(record, record.timestampMs() >= 0 ? record.timestampMs() : nowMs, tickets);
        if (batches.bytes() > OPEN_BYTES_MAX) {
            batches.finishAll(tickets);
        }
    }

    /** The next finished batch, null if none comes in time. */
    @Nullable
    PendingBatch poll(long ns) throws InterruptedException {
        return queue.poll(ns, TimeUnit.NANOSECONDS);
    }

    /** From now on no record is taken. */
    void stop() {
        stopped = true;
    }

    /** Whether no record is taken any more. */
    boolean isStopped() {
        return stopped;
    }

    /** Finishes what is open and gives it to the sender, unless the reader is at it. */
    List<PendingBatch> takeOpen() throws InterruptedException {
        if (!lock.tryLock()) {
            return List.of();
        }
        try {
            if (!queue.isEmpty()) {
                return List.of(); // what waits there comes first
            }
            var taken = new ArrayList<PendingBatch>();
            collected = taken;
            finishAll();
            return taken;
        } finally {
            collected = null;
            lock.unlock();
        }
    }

    private void put(PendingBatch batch) throws InterruptedException {
        if (collected != null) {
            collected.add(batch);
        } else {
            queue.put(batch);
        }
    }

    /** Finishes all batches; the lock is held. */
    void finishAll() throws InterruptedException {
        for (var batches : topics.values()) {
            batches.finishAll(tickets);
        }
    }

    /** All topics written to so far. */
    List<TopicWriter> writers() {
        return List.copyOf(writers);
    }

    private OpenBatches topicOf(PassingRecord record, int at) {
        if (record.topic().size() == 0) {
            throw new BadRecordException(at, "no topic: name one on the command line, or in each record");
        }
        return topic(record.topic().text());
    }

    private OpenBatches topic(String name) {
        var known = topics.get(name);
        if (known != null) {
            return known;
        }
        if (topics.size() == TOPICS_MAX) {
            throw TakhinException.of(ErrorCode.USAGE, "records of more than " + TOPICS_MAX + " topics in one input");
        }
        var writer = new TopicWriter(client, name, delivery, tally);
        writers.add(writer);
        var batches = new OpenBatches(writer, name, delivery, this::put);
        topics.put(name, batches);
        return batches;
    }
}
