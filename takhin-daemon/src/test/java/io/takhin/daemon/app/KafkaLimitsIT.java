package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of the configuration reach Kafka's clients as Kafka's own errors. */
class KafkaLimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @TempDir
    private static Path folder;

    private static ServeProcess daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = ServeProcess.start(
                folder,
                Map.of(
                        "TAKHIN_TOPICS_AUTO_CREATE",
                        "true",
                        "TAKHIN_GROUPS_SIZE_MAX",
                        "1",
                        "TAKHIN_GROUPS_SESSION_TIMEOUT_MIN",
                        "2s",
                        "TAKHIN_GROUPS_SESSION_TIMEOUT_MAX",
                        "7s",
                        "TAKHIN_GROUPS_INITIAL_REBALANCE_DELAY",
                        "0s",
                        "TAKHIN_GROUPS_OFFSET_METADATA_BYTES_MAX",
                        "8B",
                        "TAKHIN_STORAGE_TRANSACTION_TIMEOUT_MAX",
                        "5s",
                        "TAKHIN_KAFKA_FETCH_BYTES_MAX",
                        "16KiB",
                        "TAKHIN_KAFKA_CREATE_PARTITIONS_MAX",
                        "10",
                        "TAKHIN_KAFKA_DESCRIBE_PARTITIONS_MAX",
                        "2"));
        try (var producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>("t", 0, "k", "v")).get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        var config = new HashMap<String, Object>(more);
        config.put("bootstrap.servers", daemon.ready().kafka());
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(String group, int sessionMs) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        daemon.ready().kafka(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "session.timeout.ms",
                        sessionMs,
                        "heartbeat.interval.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static void readOne(KafkaConsumer<String, String> consumer) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing was read in time");
            }
        }
    }

    @Test
    void refusesOneMemberTooMany() {
        // Given
        try (var first = consumer("g", 6000);
                var second = consumer("g", 6000)) {
            first.subscribe(List.of("t"));
            second.subscribe(List.of("t"));
            readOne(first);

            // When
            var refused = assertThrows(KafkaException.class, () -> readOne(second));

            // Then
            assertInstanceOf(GroupMaxSizeReachedException.class, refused);
        }
    }

    @Test
    void refusesASessionOutsideTheBounds() {
        // Given
        try (var consumer = consumer("long", 7001)) {
            consumer.subscribe(List.of("t"));

            // When
            var refused = assertThrows(KafkaException.class, () -> readOne(consumer));

            // Then
            assertInstanceOf(InvalidSessionTimeoutException.class, refused);
        }
    }

    @Test
    void refusesTextThatIsTooLongForAnOffset() {
        // Given
        try (var consumer = consumer("note", 6000)) {
            consumer.assign(List.of(PARTITION));

            // When
            var refused = assertThrows(
                    KafkaException.class,
                    () -> consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(1, "nine long"))));

            // Then
            assertInstanceOf(OffsetMetadataTooLarge.class, refused);
        }
    }

    @Test
    void refusesATransactionTimeoutThatIsTooLong() {
        // Given
        try (var producer = producer(Map.of("transactional.id", "x", "transaction.timeout.ms", 5001))) {

            // When
            var refused = assertThrows(KafkaException.class, producer::initTransactions);

            // Then
            assertTrue(
                    refused.getMessage().endsWith(Errors.INVALID_TRANSACTION_TIMEOUT.message()), refused.getMessage());
        }
    }

    @Test
    void refusesARecordThatIsTooLargeForItsTopic() {
        // Given
        try (var producer = producer(Map.of("max.request.size", 5_000_000))) {
            var record = new ProducerRecord<>("t", 0, "k", "x".repeat(2_000_000));

            // When
            var refused = assertThrows(
                    ExecutionException.class, () -> producer.send(record).get());

            // Then
            assertInstanceOf(RecordTooLargeException.class, refused.getCause());
        }
    }

    @Test
    void refusesOneMemberTooManyOfTheNewProtocolToo() {
        // Given
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                daemon.ready().kafka(),
                "group.id",
                "new",
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest");
        try (var first = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
                var second = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            first.subscribe(List.of("t"));
            second.subscribe(List.of("t"));
            readOne(first);

            // When
            var refused = assertThrows(KafkaException.class, () -> readOne(second));

            // Then
            assertInstanceOf(GroupMaxSizeReachedException.class, refused);
        }
    }

    @Test
    void refusesARequestThatCreatesTooManyPartitions() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", daemon.ready().kafka()))) {
            // Given
            var six = List.of(new NewTopic("a", 6, (short) 1), new NewTopic("b", 6, (short) 1));

            // When
            var topics = assertThrows(
                    ExecutionException.class,
                    () -> admin.createTopics(six).all().get());
            var partitions = assertThrows(
                    ExecutionException.class,
                    () -> admin.createPartitions(Map.of("t", NewPartitions.increaseTo(12)))
                            .all()
                            .get());

            // Then
            assertInstanceOf(PolicyViolationException.class, topics.getCause());
            assertInstanceOf(PolicyViolationException.class, partitions.getCause());
            assertFalse(admin.listTopics().names().get().contains("a"));
        }
    }

    @Test
    void describesMorePartitionsThanAnAnswerHasPageByPage() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", daemon.ready().kafka()))) {
            // Given
            admin.createTopics(List.of(new NewTopic("paged", 5, (short) 1)))
                    .all()
                    .get();

            // When
            var described =
                    admin.describeTopics(List.of("paged")).allTopicNames().get().get("paged");

            // Then
            assertEquals(5, described.partitions().size());
        }
    }

    @Test
    void bringsNoMoreInOneFetchThanAllowed() throws Exception {
        // Given
        var partition = new TopicPartition("large", 0);
        try (var producer = producer(Map.of("batch.size", 0))) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("large", 0, "k", "x".repeat(5 << 10)))
                        .get();
            }
        }
        try (var consumer = consumer("none", 6000)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var first = ConsumerRecords.<String, String>empty();

            // When
            for (long end = System.nanoTime() + PATIENCE.toNanos(); first.isEmpty() && System.nanoTime() < end; ) {
                first = consumer.poll(Duration.ofMillis(200));
            }

            // Then
            assertEquals(3, first.count());
        }
    }

    @Test
    void showsTheLimitsByKafkasNames() throws Exception {
        // Given
        var node = new ConfigResource(ConfigResource.Type.BROKER, daemon.ready().nodeId());
        try (var admin = Admin.create(Map.of("bootstrap.servers", daemon.ready().kafka()))) {

            // When
            var configs = admin.describeConfigs(List.of(node)).all().get().get(node);

            // Then
            assertEquals("1", configs.get("group.max.size").value());
            assertEquals("7000", configs.get("group.max.session.timeout.ms").value());
            assertEquals("5000", configs.get("transaction.max.timeout.ms").value());
        }
    }
}
