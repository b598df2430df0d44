package io.takhin.daemon.adapter.direct;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real log store whose disk fails, or waits, when a test says so. */
final class FaultyLogs implements LogStore {

    private final LogStore real;

    /** Fail with this, while set. */
    volatile Optional<IOException> onAppend = Optional.empty();

    volatile Optional<IOException> onFlush = Optional.empty();
    volatile Optional<IOException> onRead = Optional.empty();
    volatile Optional<IOException> onCreate = Optional.empty();
    volatile Optional<RuntimeException> bugOnAppend = Optional.empty();

    /** Flushes wait for it. */
    volatile CountDownLatch flushGate = new CountDownLatch(0);

    /** Appends wait for it. */
    volatile CountDownLatch appendGate = new CountDownLatch(0);

    /** Creations wait for it. */
    volatile CountDownLatch createGate = new CountDownLatch(0);

    final AtomicInteger flushes = new AtomicInteger();

    FaultyLogs(LogStore real) {
        this.real = real;
    }

    private static void pass(CountDownLatch gate, Optional<IOException> failure) throws IOException {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public boolean hasLogs() throws IOException {
        return real.hasLogs();
    }

    @Override
    public void open(Collection<TopicState> topics, Progress progress) throws IOException {
        real.open(topics, progress);
    }

    @Override
    public void create(TopicState topic) throws IOException {
        pass(createGate, onCreate);
        real.create(topic);
    }

    @Override
    public Optional<PartitionLog> log(PartitionId partition) {
        return real.log(partition).map(Log::new);
    }

    @Override
    public Set<PartitionId> partitions() {
        return real.partitions();
    }

    @Override
    public void configure(TopicState topic) {
        real.configure(topic);
    }

    @Override
    public void delete(TopicState topic) throws IOException {
        real.delete(topic);
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    private final class Log implements PartitionLog {

        private final PartitionLog log;

        Log(PartitionLog log) {
            this.log = log;
        }

        @Override
        public PartitionId id() {
            return log.id();
        }

        @Override
        public Outcome<Appended> append(ByteBuffer batches, AppendOrigin origin, int leaderEpoch) throws IOException {
            pass(appendGate, onAppend);
            if (bugOnAppend.isPresent()) {
                throw bugOnAppend.get();
            }
            return log.append(batches, origin, leaderEpoch);
        }

        @Override
        public void advanceHighWatermark(long offset) throws IOException {
            log.advanceHighWatermark(offset);
        }

        @Override
        public Outcome<ReadResult> read(ReadRequest request) throws IOException {
            pass(new CountDownLatch(0), onRead);
            return log.read(request);
        }

        @Override
        public OffsetAt offsetAt(OffsetQuery query) throws IOException {
            pass(new CountDownLatch(0), onRead);
            return log.offsetAt(query);
        }

        @Override
        public Outcome<Long> trim(long beforeOffset) throws IOException {
            return log.trim(beforeOffset);
        }

        @Override
        public void truncate(long offset) throws IOException {
            log.truncate(offset);
        }

        @Override
        public void flush() throws IOException {
            pass(flushGate, onFlush);
            flushes.incrementAndGet();
            log.flush();
        }

        @Override
        public List<ProducerState> producers() {
            return log.producers();
        }

        @Override
        public long startOffset() {
            return log.startOffset();
        }

        @Override
        public long endOffset() {
            return log.endOffset();
        }

        @Override
        public long highWatermark() {
            return log.highWatermark();
        }

        @Override
        public long lastStableOffset() {
            return log.lastStableOffset();
        }

        @Override
        public long sizeBytes() {
            return log.sizeBytes();
        }
    }
}
