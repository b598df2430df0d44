package io.takhin.daemon.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real consumers and transactional producers against one node, also across its restart. */
class CoordinatorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private KafkaTestNode node;

    @BeforeEach
    void start() throws Exception {
        node = KafkaTestNode.start(data, 0);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        var config = new HashMap<String, Object>(more);
        config.put("bootstrap.servers", node.bootstrap());
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer(String group, String protocol) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        node.bootstrap(),
                        "group.id",
                        group,
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Reads until so many values are there. */
    private static List<String> read(KafkaConsumer<String, String> consumer, int count) {
        var values = new ArrayList<String>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (values.size() < count && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                values.add(record.value());
            }
        }
        return values;
    }

    private void produce(String topic, String... values) throws Exception {
        try (var producer = producer(Map.of())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(topic, 0, "k", value)).get();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void keepsCommittedOffsetsOverARestart(String protocol) throws Exception {
        // Given
        produce("t", "a", "b", "c");
        try (var consumer = consumer("g", protocol)) {
            consumer.subscribe(List.of("t"));
            assertEquals(List.of("a", "b", "c"), read(consumer, 3));
            consumer.commitSync(Map.of(new TopicPartition("t", 0), new OffsetAndMetadata(2, "note")));
        }

        // When
        node.close();
        node = KafkaTestNode.start(data, 0);

        // Then
        try (var consumer = consumer("g", protocol)) {
            var partition = new TopicPartition("t", 0);
            var committed = consumer.committed(Set.of(partition), PATIENCE);
            assertEquals(2, committed.get(partition).offset());
            assertEquals("note", committed.get(partition).metadata());
            consumer.subscribe(List.of("t"));
            assertEquals(List.of("c"), read(consumer, 1));
        }
    }

    @Test
    void showsCommittedTransactionsAloneAndFencesTheOlderProducer() throws Exception {
        // Given
        var old = producer(Map.of("transactional.id", "x"));
        old.initTransactions();
        old.beginTransaction();
        var _ = old.send(new ProducerRecord<>("t", 0, "k", "aborted"));
        old.abortTransaction();
        old.beginTransaction();
        var _ = old.send(new ProducerRecord<>("t", 0, "k", "left open"));
        old.flush();

        // When
        try (var newer = producer(Map.of("transactional.id", "x"))) {
            newer.initTransactions();
            newer.beginTransaction();
            var _ = newer.send(new ProducerRecord<>("t", 0, "k", "committed"));
            newer.commitTransaction();
        }

        // Then
        try (var consumer = consumer("g", "consumer")) {
            consumer.subscribe(List.of("t"));
            assertEquals(List.of("committed"), read(consumer, 1));
        }
        assertThrows(ProducerFencedException.class, old::commitTransaction);
        old.close(Duration.ZERO);
    }

    @Test
    void abortsATransactionThatIsOpenTooLong() throws Exception {
        // Given
        try (var slow = producer(Map.of("transactional.id", "slow", "transaction.timeout.ms", 1000))) {
            slow.initTransactions();
            slow.beginTransaction();
            var _ = slow.send(new ProducerRecord<>("t", 0, "k", "late"));
            slow.flush();
            produce("t", "plain");

            // When
            List<String> seen;
            try (var consumer = consumer("g", "classic")) {
                consumer.subscribe(List.of("t"));
                seen = read(consumer, 1);
            }

            // Then
            assertEquals(List.of("plain"), seen);
        }
    }

    @Test
    void finishesADecidedTransactionAndItsOffsetsOverARestart() throws Exception {
        // Given
        produce("in", "1", "2", "3");
        try (var consumer = consumer("g", "classic");
                var producer = producer(Map.of("transactional.id", "ctp"))) {
            producer.initTransactions();
            consumer.subscribe(List.of("in"));
            var read = read(consumer, 3);
            producer.beginTransaction();
            for (var value : read) {
                var _ = producer.send(new ProducerRecord<>("out", 0, "k", value + "!"));
            }
            producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition("in", 0), new OffsetAndMetadata(3)), consumer.groupMetadata());
            producer.commitTransaction();
        }

        // When
        node.close();
        node = KafkaTestNode.start(data, 0);

        // Then
        try (var consumer = consumer("g", "classic");
                var reader = consumer("r", "consumer")) {
            var partition = new TopicPartition("in", 0);
            assertEquals(
                    3,
                    consumer.committed(Set.of(partition), PATIENCE)
                            .get(partition)
                            .offset());
            reader.subscribe(List.of("out"));
            assertEquals(List.of("1!", "2!", "3!"), read(reader, 3));
        }
    }
}
