package io.takhin.cli.fake;

import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.OffsetSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;

/**
 * Topics in memory behind produce and consume streams. Batches are checked as a log checks them, a batch that came
 * before is known by producer id and sequence, and what goes wrong with each frame can be scripted.
 */
public final class FakeTopics {

    /** What happens to a frame. */
    public enum Fate {
        /** It is appended and acknowledged. */
        ACK,
        /** The connection breaks before it arrives. */
        LOSE_FRAME,
        /** It is appended, and the connection breaks before the acknowledgement. */
        LOSE_ACK,
        /** It is appended and nothing is ever said. */
        SILENCE,
        /** It is refused for good. */
        REFUSE,
        /** It is refused for now. */
        REFUSE_FOR_NOW
    }

    private static final long PRODUCER_ID = 4711;

    private final Map<String, List<List<MutableRecordBatch>>> topics = new HashMap<>();
    private final Map<String, List<Long>> ends = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final Map<String, Integer> nextSequence = new HashMap<>();
    private int batchBytesMax = 1 << 20;
    private boolean reachable = true;
    private boolean reachableOnce;
    private int opened;
    private int damageAt = -1;

    public FakeTopics topic(String name, int partitions) {
        topics.put(name, new ArrayList<>());
        ends.put(name, new ArrayList<>());
        for (int i = 0; i < partitions; i++) {
            topics.get(name).add(new ArrayList<>());
            ends.get(name).add(0L);
        }
        return this;
    }

    public FakeTopics batchBytesMax(int bytes) {
        batchBytesMax = bytes;
        return this;
    }

    /** The fates of the next frames; those after them are acknowledged. */
    public FakeTopics fates(Fate... next) {
        fates.addAll(List.of(next));
        return this;
    }

    /** The first connection works, and no later one. */
    public FakeTopics reachableOnce() {
        reachableOnce = true;
        return this;
    }

    /** A byte of the batches that are read is changed at this place. */
    public FakeTopics damage(int at) {
        damageAt = at;
        return this;
    }

    /** How many produce streams were opened. */
    public int opened() {
        return opened;
    }

    public FakeAdminClient client() {
        return new FakeAdminClient().produceStreams(this::produce).consumeStreams(this::consume);
    }

    /** All records of a partition. */
    public List<Record> records(String topic, int partition) {
        var records = new ArrayList<Record>();
        topics.get(topic).get(partition).forEach(batch -> batch.forEach(records::add));
        return records;
    }

    /** How many batches a partition holds. */
    public int batches(String topic, int partition) {
        return topics.get(topic).get(partition).size();
    }

    /** Appends whole batches, as a server does. */
    public synchronized long append(String topic, int partition, ByteBuffer batches) {
        var records = MemoryRecords.readableRecords(copy(batches));
        long base = ends.get(topic).get(partition);
        for (var batch : records.batches()) {
            batch.ensureValid();
            if (batch.hasProducerId()) {
                if (!seen.add(topic + "/" + partition + "/" + batch.baseSequence())) {
                    continue;
                }
                int expected = nextSequence.getOrDefault(topic + "/" + partition, 0);
                if (batch.baseSequence() != expected) {
                    throw new IllegalStateException("out of order: " + batch.baseSequence() + ", not " + expected);
                }
                nextSequence.put(topic + "/" + partition, batch.lastSequence() + 1);
            }
            batch.setLastOffset(ends.get(topic).get(partition) + batch.lastOffset() - batch.baseOffset());
            ends.get(topic).set(partition, batch.lastOffset() + 1);
            topics.get(topic).get(partition).add(batch);
        }
        return base;
    }

    private synchronized ProduceStream produce(ProduceOpen open, ProduceStream.Listener listener) {
        if (!reachable) {
            throw TakhinException.of(
                    ErrorCode.UNREACHABLE, "no endpoint reachable: 127.0.0.1:7070: connection refused");
        }
        reachable = !reachableOnce;
        opened++;
        if (!topics.containsKey(open.topic())) {
            throw TakhinException.of(ErrorCode.NOT_FOUND, "topic \"" + open.topic() + "\" does not exist");
        }
        return new FakeProduceStream(open.topic(), listener);
    }

    private ConsumeStream consume(ConsumeRequest request) {
        var ranges = new ArrayList<ConsumeMessage.Range>();
        for (var topic : request.topics()) {
            if (!topics.containsKey(topic)) {
                throw TakhinException.of(ErrorCode.NOT_FOUND, "topic \"" + topic + "\" does not exist");
            }
            for (int p = 0; p < topics.get(topic).size(); p++) {
                if (request.partitions().isEmpty() || request.partitions().contains(p)) {
                    long end = ends.get(topic).get(p);
                    var to = request.to() == null ? null : Long.valueOf(place(request.to(), end));
                    ranges.add(new ConsumeMessage.Range(topic, p, place(request.from(), end), to));
                }
            }
        }
        return new FakeConsumeStream(ranges);
    }

    private static long place(OffsetSpec spec, long end) {
        return switch (spec.kind()) {
            case START, TIME -> 0;
            case END -> end;
            case OFFSET -> spec.value();
            case BEFORE_END -> Math.max(0, end - spec.value());
        };
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        var copy = ByteBuffer.allocate(buffer.remaining());
        copy.put(buffer.duplicate()).flip();
        return copy;
    }

    private final class FakeProduceStream implements ProduceStream {

        private final String topic;
        private final Listener listener;
        private boolean broken;

        FakeProduceStream(String topic, Listener listener) {
            this.topic = topic;
            this.listener = listener;
        }

        @Override
        public ProduceMessage.Opened opened() {
            return new ProduceMessage.Opened("id", topics.get(topic).size(), PRODUCER_ID, 0, batchBytesMax);
        }

        @Override
        public void send(long ticket, int partition, ByteBuffer batches) {
            var lost = AdminError.of(ErrorCode.UNREACHABLE, "127.0.0.1:7070: the connection is lost");
            if (broken) {
                throw new TakhinException(lost);
            }
            var fate = fates.isEmpty() ? Fate.ACK : fates.removeFirst();
            switch (fate) {
                case ACK ->
                    listener.acked(new ProduceMessage.Acked(ticket, partition, append(topic, partition, batches)));
                case LOSE_FRAME, LOSE_ACK -> {
                    if (fate == Fate.LOSE_ACK) {
                        append(topic, partition, batches);
                    }
                    broken = true;
                    listener.lost(lost);
                }
                case SILENCE -> append(topic, partition, batches);
                case REFUSE ->
                    listener.failed(
                            ticket,
                            AdminError.of(ErrorCode.UNAUTHORIZED, "writing to topic \"" + topic + "\" is forbidden"));
                case REFUSE_FOR_NOW ->
                    listener.failed(
                            ticket, AdminError.of(ErrorCode.NO_LEADER, "partition " + partition + " has no leader"));
            }
        }

        @Override
        public void finish(Duration timeout) {}

        @Override
        public void close() {
            broken = true;
        }
    }

    private final class FakeConsumeStream implements ConsumeStream {

        private final List<ConsumeMessage.Range> ranges;
        private final Deque<Frame.Batches> frames = new ArrayDeque<>();

        FakeConsumeStream(List<ConsumeMessage.Range> ranges) {
            this.ranges = ranges;
            for (int i = 0; i < ranges.size(); i++) {
                var range = ranges.get(i);
                for (var batch : topics.get(range.topic()).get(range.partition())) {
                    if (batch.lastOffset() >= range.start()) {
                        var buffer = ByteBuffer.allocate(batch.sizeInBytes());
                        batch.writeTo(buffer);
                        if (damageAt >= 0) {
                            buffer.array()[damageAt] ^= 1;
                        }
                        frames.add(new Frame.Batches(0, i, buffer.flip()));
                    }
                }
            }
        }

        @Override
        public ConsumeMessage.Opened opened() {
            return new ConsumeMessage.Opened(ranges);
        }

        @Override
        public Optional<Frame.Batches> next(Duration timeout) {
            if (!frames.isEmpty()) {
                return Optional.of(frames.removeFirst());
            }
            if (ranges.stream().allMatch(range -> range.end() != null)) {
                return Optional.empty();
            }
            throw TakhinException.of(ErrorCode.DEADLINE, "no records before the deadline");
        }

        @Override
        public void close() {}
    }
}
