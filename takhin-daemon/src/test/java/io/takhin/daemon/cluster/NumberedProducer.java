package io.takhin.daemon.cluster;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka producer with idempotence that sends numbered records and remembers which were acknowledged. One that gives
 * up is followed by another under a name of its own.
 */
final class NumberedProducer implements AutoCloseable {

    private static final int IN_FLIGHT_MAX = 200;
    private static final long PAUSE_NANOS = 2_000_000;

    private final String name;
    private final String topic;
    private final int partitions;
    private final String bootstrap;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final Thread thread;
    private volatile boolean stopping;

    /** A record that the producer was told is kept. */
    record Acknowledged(int partition, long offset, String value) {}

    NumberedProducer(String name, String topic, int partitions, String bootstrap) {
        this.name = name;
        this.topic = topic;
        this.partitions = partitions;
        this.bootstrap = bootstrap;
        this.thread =
                Thread.ofPlatform().daemon().name("takhin-producer-" + name).start(this::run);
    }

    private void run() {
        for (int generation = 0; !stopping; generation++) {
            produce(name + "." + generation);
        }
    }

    /** Sends until it is told to stop or a record fails. */
    private void produce(String as) {
        var free = new Semaphore(IN_FLIGHT_MAX);
        int before = failures.size();
        try (var producer = new KafkaProducer<String, String>(config(as))) {
            for (long n = 0; !stopping && failures.size() == before; n++) {
                free.acquireUninterruptibly();
                var value = as + ":" + n;
                var topicRecord = new ProducerRecord<String, String>(topic, (int) (n % partitions), null, value);
                sent.add(value);
                var _ = producer.send(topicRecord, (metadata, failure) -> {
                    free.release();
                    if (failure == null) {
                        acknowledged(new Acknowledged(metadata.partition(), metadata.offset(), value));
                    } else {
                        failures.add(value + ": " + failure);
                    }
                });
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            producer.flush();
        }
    }

    private void acknowledged(Acknowledged one) {
        acknowledged.add(one);
        long now = System.nanoTime();
        longestGapNanos.accumulateAndGet(now - lastNanos.getAndSet(now), Math::max);
    }

    private Map<String, Object> config(String as) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                as,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                110_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                110_000,
                ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                500L,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class);
    }

    Queue<Acknowledged> acknowledged() {
        return acknowledged;
    }

    Queue<String> sent() {
        return sent;
    }

    Queue<String> failures() {
        return failures;
    }

    /** The longest time between two acknowledgements, in ms. */
    long longestGapMs() {
        return TimeUnit.NANOSECONDS.toMillis(longestGapNanos.get());
    }

    /** Sends nothing more and waits for the answers to what was sent. */
    @Override
    public void close() {
        stopping = true;
        ServeCluster.await(thread.getName() + " ends", () -> !thread.isAlive());
    }
}
