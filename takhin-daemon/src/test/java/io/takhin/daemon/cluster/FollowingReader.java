package io.takhin.daemon.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A Kafka consumer that follows a topic from its beginning: what it has seen once must never be otherwise. */
final class FollowingReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final List<List<String>> values;
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    FollowingReader(String topic, int partitions, String bootstrap) {
        this(topic, partitions, bootstrap, false);
    }

    /**
     * {@code committed} reads what transactions have committed, where offsets are missing; each list's index is none.
     */
    FollowingReader(String topic, int partitions, String bootstrap, boolean committed) {
        this.values = IntStream.range(0, partitions)
                .<List<String>>mapToObj(_ -> Collections.synchronizedList(new ArrayList<>()))
                .toList();
        this.thread =
                Thread.ofPlatform().daemon().name("takhin-reader").start(() -> follow(topic, bootstrap, committed));
    }

    private void follow(String topic, String bootstrap, boolean committed) {
        var next = new long[values.size()];
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                committed ? "read_committed" : "read_uncommitted",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        try (var consumer = new KafkaConsumer<String, String>(config)) {
            var partitions = IntStream.range(0, values.size())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            while (!stopping) {
                consumer.poll(POLL).forEach(read -> {
                    var seen = values.get(read.partition());
                    long due = next[read.partition()];
                    if (committed ? read.offset() < due : read.offset() != due) {
                        problems.add("partition " + read.partition() + ": offset " + read.offset() + " where " + due
                                + " is due");
                    }
                    next[read.partition()] = read.offset() + 1;
                    seen.add(read.value());
                });
            }
        } catch (RuntimeException e) {
            problems.add("the consumer failed: " + e);
        }
    }

    /** The values read so far, by partition; each list's index is the offset. */
    List<List<String>> values() {
        return values;
    }

    Queue<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        stopping = true;
        ServeCluster.await(thread.getName() + " ends", () -> !thread.isAlive());
    }
}
