import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What raft.sh measures with Kafka's own clients. Prints lines of a name and a value; after {@code start 0},
 * {@code transfer LEADER} and {@code kill LEADER} it waits for a line on stdin, which says that the daemons are about to
 * start, that leadership is about to move, or that the node is dead. Arguments: BOOTSTRAP SECONDS RATE.
 */
class RaftBench {

    private static final int RECORD_BYTES = 100;

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[1]);
        int rate = Integer.parseInt(args[2]);
        Map<String, Object> config = Map.of(
                "bootstrap.servers", args[0],
                "acks", "all",
                "linger.ms", 0,
                "retry.backoff.ms", 20L,
                "retry.backoff.max.ms", 200L,
                "reconnect.backoff.ms", 20L,
                "reconnect.backoff.max.ms", 200L,
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class);
        try (var admin = Admin.create(Map.of(
                "bootstrap.servers", args[0], "reconnect.backoff.ms", 20L, "reconnect.backoff.max.ms", 200L))) {
            // The daemons' time is asked for, not that of this JVM.
            say("start", 0);
            System.in.read();
            long startMs = System.currentTimeMillis();
            create(admin);
            try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
                var topicRecord = new ProducerRecord<byte[], byte[]>("bench", new byte[RECORD_BYTES]);
                producer.send(topicRecord).get();
                say("first_ack_ms", System.currentTimeMillis() - startMs);
                // The JIT compiler's share is not what is asked for.
                send(producer, topicRecord, rate, seconds);
                var latencies = send(producer, topicRecord, rate, seconds).latencies();
                say("commit_p50_us", latencies[latencies.length / 2] / 1000);
                say("commit_p99_us", latencies[(int) (latencies.length * 0.99)] / 1000);
                say("transfer", leader(admin));
                System.in.read();
                say("transfer_gap_ms", send(producer, topicRecord, rate, 6).longestGapMs());
                say("kill", leader(admin));
                System.in.read();
                say("leader_kill_gap_ms", send(producer, topicRecord, rate, 5).longestGapMs());
            }
        }
    }

    private static int leader(Admin admin) throws Exception {
        var topics = admin.describeTopics(List.of("bench")).allTopicNames().get();
        return topics.get("bench").partitions().getFirst().leader().id();
    }

    private static void create(Admin admin) throws InterruptedException {
        while (true) {
            try {
                admin.createTopics(List.of(new NewTopic("bench", Optional.of(1), Optional.of((short) 3))))
                        .all()
                        .get(10, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                // Not up yet.
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private record Sent(long[] latencies, long longestGapMs) {}

    private static Sent send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> topicRecord, int rate, int seconds) {
        int count = rate * seconds;
        var latencies = new long[count];
        var failed = new AtomicInteger();
        var last = new AtomicLong(System.nanoTime());
        var gap = new AtomicLong();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int n = i;
            producer.send(topicRecord, (metadata, failure) -> {
                long now = System.nanoTime();
                // From when it was due: a stall counts for all that it held up.
                latencies[n] = now - due;
                gap.accumulateAndGet(now - last.getAndSet(now), Math::max);
                if (failure != null) {
                    failed.incrementAndGet();
                }
            });
        }
        producer.flush();
        if (failed.get() > 0) {
            say("failed", failed.get());
        }
        Arrays.sort(latencies);
        return new Sent(latencies, TimeUnit.NANOSECONDS.toMillis(gap.get()));
    }

    private static void say(String name, long value) {
        System.out.println(name + " " + value);
    }
}
