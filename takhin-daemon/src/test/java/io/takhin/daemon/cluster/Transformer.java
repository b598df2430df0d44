package io.takhin.daemon.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An application that consumes, transforms and produces with transactions: what it read, what it wrote and where it
 * reads on are committed together. When a transaction fails it aborts, or begins anew with new clients under the same
 * transactional id, as Kafka's documentation has it.
 */
final class Transformer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String in;
    private final String out;
    private final String bootstrap;
    private final String protocol;
    private final AtomicInteger commits = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    /** Begins; {@code protocol} is the consumer's group protocol. */
    Transformer(String in, String out, String bootstrap, String protocol) {
        this.in = in;
        this.out = out;
        this.bootstrap = bootstrap;
        this.protocol = protocol;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("takhin-transformer-" + protocol)
                .start(() -> {
                    while (!stopping) {
                        runOnce();
                    }
                });
    }

    /** Works until it is told to stop or a transaction fails in a way that takes new clients. */
    private void runOnce() {
        try (var consumer = new KafkaConsumer<String, String>(consumer());
                var producer = new KafkaProducer<String, String>(producer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(in));
            while (!stopping) {
                var records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    transform(records, consumer, producer);
                    commits.incrementAndGet();
                }
            }
        } catch (KafkaException e) {
            // What was not committed is aborted when the next one begins, and read again.
            failures.add(String.valueOf(e));
        }
    }

    private void transform(
            ConsumerRecords<String, String> records,
            KafkaConsumer<String, String> consumer,
            KafkaProducer<String, String> producer) {
        producer.beginTransaction();
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var one : records) {
            var _ = producer.send(new ProducerRecord<>(out, one.partition(), one.key(), one.value()));
            next.put(new TopicPartition(one.topic(), one.partition()), new OffsetAndMetadata(one.offset() + 1));
        }
        producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
        producer.commitTransaction();
    }

    private Map<String, Object> consumer() {
        var config = new HashMap<String, Object>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                "transformers-" + protocol,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                protocol,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class));
        if (protocol.equals("classic")) {
            config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        }
        return config;
    }

    private Map<String, Object> producer() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "transformer-" + protocol,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                60_000,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class);
    }

    /** How many transactions it knows to be committed. */
    int commits() {
        return commits.get();
    }

    /** Why it began anew. */
    Queue<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        stopping = true;
        ServeCluster.await(thread.getName() + " ends", () -> !thread.isAlive());
    }
}
