package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams counts words, exactly once, over a repartition and a changelog topic that it creates itself. */
class KafkaStreamsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private ServeProcess daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = ServeProcess.start(folder.resolve("data"), Map.of("TAKHIN_GROUPS_INITIAL_REBALANCE_DELAY", "0s"));
        try (var admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic("lines", 2, (short) 1), new NewTopic("counts", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", daemon.ready().kafka());
    }

    private static Topology wordCount() {
        var builder = new StreamsBuilder();
        builder.<String, String>stream("lines")
                .flatMapValues(line -> Arrays.asList(line.split(" ", -1)))
                .groupBy((_, word) -> word)
                .count(Materialized.as(Stores.inMemoryKeyValueStore("words")))
                .toStream()
                .to("counts", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }

    private Properties application() {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "word-count");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, daemon.ready().kafka());
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    private void produce(String... lines) throws Exception {
        try (var producer = new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            for (var line : lines) {
                producer.send(new ProducerRecord<>("lines", line)).get();
            }
        }
    }

    /** The newest count of each word, once they add up to this many. */
    private Map<String, Long> counts(long total) {
        var config = new HashMap<>(client());
        config.putAll(Map.of(
                "group.id", "reader-" + total, "auto.offset.reset", "earliest", "isolation.level", "read_committed"));
        var counts = new HashMap<String, Long>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new LongDeserializer())) {
            consumer.subscribe(List.of("counts"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (counts.values().stream().mapToLong(Long::longValue).sum() < total && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> counts.put(record.key(), record.value()));
            }
        }
        return counts;
    }

    @Test
    void countsWordsAlsoOverARestartOfTheApplication() throws Exception {
        // Given
        produce("to be or not to be", "that is the question");
        Map<String, Long> first;
        try (var streams = new KafkaStreams(wordCount(), application())) {
            streams.start();
            first = counts(10);
        }
        produce("to be");

        // When
        Map<String, Long> second;
        try (var streams = new KafkaStreams(wordCount(), application())) {
            streams.start();
            second = counts(12);
        }

        // Then
        assertEquals(
                Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L, "that", 1L, "is", 1L, "the", 1L, "question", 1L),
                first);
        assertEquals(
                Map.of("to", 3L, "be", 3L),
                second.entrySet().stream()
                        .filter(count -> count.getValue() > 1)
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
