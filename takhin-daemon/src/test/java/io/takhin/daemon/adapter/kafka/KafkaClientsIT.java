package io.takhin.daemon.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's own clients against one node on real storage. */
class KafkaClientsIT {

    private static final Duration POLL = Duration.ofMillis(100);

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

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void whatIsProducedIsConsumedInOrder(String compression) throws Exception {
        // Given
        var partition = new TopicPartition("auto-created", 0);
        try (var producer = producer(Map.of("compression.type", compression, "batch.size", 200))) {
            for (int i = 0; i < 500; i++) {
                var _ = producer.send(new ProducerRecord<>("auto-created", 0, null, bytes("value " + i)));
            }
            producer.flush();
        }
        // When
        var values = consume(partition, 500);
        // Then
        assertEquals(IntStream.range(0, 500).mapToObj(i -> "value " + i).toList(), values);
    }

    @Test
    void aLongPollEndsWhenARecordComes() throws Exception {
        // Given
        var partition = new TopicPartition("waited-for", 0);
        try (var producer = producer(Map.of("linger.ms", 0));
                var consumer = consumer(Map.of("fetch.max.wait.ms", 20_000))) {
            producer.send(new ProducerRecord<>("waited-for", 0, null, bytes("first")))
                    .get(30, TimeUnit.SECONDS);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 1);
            consumer.poll(POLL);
            // When
            var _ = producer.send(new ProducerRecord<>("waited-for", 0, null, bytes("second")));
            var records = consumer.poll(Duration.ofSeconds(15));
            // Then
            assertEquals(1, records.count(), "the fetch waited on beyond the append");
        }
    }

    @Test
    void aRecordThatIsTooLargeIsRefusedAndHarmsNothing() throws Exception {
        // Given
        try (var producer = producer(Map.of("max.request.size", 8_000_000))) {
            var large = new ProducerRecord<byte[], byte[]>("topic", 0, null, new byte[3_000_000]);
            // When
            var failure = assertThrows(
                    ExecutionException.class, () -> producer.send(large).get(30, TimeUnit.SECONDS));
            producer.send(new ProducerRecord<>("topic", 0, null, bytes("small")))
                    .get(30, TimeUnit.SECONDS);
            // Then
            assertInstanceOf(RecordTooLargeException.class, failure.getCause());
            assertEquals(List.of("small"), consume(new TopicPartition("topic", 0), 1));
        }
    }

    @Test
    void aTopicGrowsOnlyOntoNodesThatKeepEveryPartition() throws Exception {
        // Given
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", node.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("grown", 1, (short) 1)))
                    .all()
                    .get();

            // When
            var refused = assertThrows(
                    ExecutionException.class,
                    () -> admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(2, List.of(List.of(7)))))
                            .all()
                            .get());
            admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(2, List.of(List.of(1)))))
                    .all()
                    .get();

            // Then
            assertInstanceOf(InvalidReplicaAssignmentException.class, refused.getCause());
            var described =
                    admin.describeTopics(List.of("grown")).allTopicNames().get();
            assertEquals(2, described.get("grown").partitions().size());
        }
    }

    @Test
    void topicsAreCreatedListedTrimmedAndDeleted() throws Exception {
        // Given
        var partition = new TopicPartition("made", 1);
        try (var admin = Admin.create(config(Map.of()));
                var producer = producer(Map.of())) {
            admin.createTopics(List.of(new NewTopic("made", 3, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("made", 1, null, bytes("" + i)))
                        .get(30, TimeUnit.SECONDS);
            }
            // When
            admin.deleteRecords(Map.of(partition, org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            var start = admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            var names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            admin.deleteTopics(List.of("made")).all().get(30, TimeUnit.SECONDS);
            var namesAfter = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            // Then
            assertEquals(4, start.get(partition).offset());
            assertTrue(names.contains("made"));
            assertTrue(!namesAfter.contains("made"));
        }
    }

    @Test
    void manyPartitionsAreReadInOneSession() throws Exception {
        // Given
        int count = 40;
        try (var admin = Admin.create(config(Map.of()));
                var producer = producer(Map.of());
                var consumer = consumer(Map.of("max.partition.fetch.bytes", 100))) {
            admin.createTopics(List.of(new NewTopic("wide", count, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
            for (int i = 0; i < 400; i++) {
                var _ = producer.send(new ProducerRecord<>("wide", i % count, null, bytes("" + i)));
            }
            producer.flush();
            var partitions = IntStream.range(0, count)
                    .mapToObj(number -> new TopicPartition("wide", number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // When
            var values = poll(consumer, 400);
            // Then
            assertEquals(400, values.stream().distinct().count());
        }
    }

    private List<String> consume(TopicPartition partition, int count) {
        try (var consumer = consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return poll(consumer, count);
        }
    }

    private static List<String> poll(KafkaConsumer<byte[], byte[]> consumer, int count) {
        var values = new ArrayList<String>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (values.size() < count && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(each -> values.add(new String(each.value(), StandardCharsets.UTF_8)));
        }
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> config(Map<String, Object> more) {
        var all = new HashMap<String, Object>(more);
        all.put("bootstrap.servers", node.bootstrap());
        return all;
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        return new KafkaProducer<>(config(more), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        return new KafkaConsumer<>(config(more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
