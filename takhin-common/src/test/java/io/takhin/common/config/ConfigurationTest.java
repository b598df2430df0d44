package io.takhin.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each section with its defaults, with every key set, and read back from what was written. */
class ConfigurationTest {

    @TempDir
    Path folder;

    /** One section: its defaults, a file that sets every key, and what that gives. */
    record Case(String name, Record defaults, String yaml, Record set) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> sections() {
        return List.of(
                new Case(
                        "node",
                        new NodeConfig(1, Path.of("/var/lib/takhin"), ""),
                        "{id: 7, dataDir: /data, clusterId: abc}",
                        new NodeConfig(7, Path.of("/data"), "abc")),
                new Case(
                        "kafka",
                        new KafkaConfig(
                                new HostPort("127.0.0.1", 9092),
                                "",
                                KafkaConfig.Protocol.PLAINTEXT,
                                "",
                                "",
                                KafkaConfig.ClientAuth.NONE,
                                "",
                                List.of("SCRAM-SHA-256", "SCRAM-SHA-512"),
                                "",
                                10_000,
                                10_000,
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(1),
                                new DataSize(32 << 20),
                                new DataSize(4 << 20),
                                1_000_000,
                                new DataSize(96 << 20),
                                64,
                                new DataSize(55 << 20),
                                1000,
                                2000,
                                10_000),
                        "{listen: '0.0.0.0:0', advertised: 'k:9092', protocol: sasl-ssl, tlsCertificateFile: c.pem,"
                                + " tlsKeyFile: k.pem, tlsClientAuth: required, tlsClientCaFile: ca.pem,"
                                + " saslMechanisms: [PLAIN, SCRAM-SHA-512], saslUsersFile: u,"
                                + " connectionsMax: 3, connectionsPerAddressMax: 2,"
                                + " idleTimeout: 2s, receiveTimeout: 3s, requestBytesMax: 5MiB,"
                                + " otherRequestBytesMax: 1MiB, requestFieldsMax: 1001, requestMemory: 6MiB,"
                                + " inFlightMax: 7, fetchBytesMax: 8KiB, fetchSessionsMax: 9,"
                                + " describePartitionsMax: 10, createPartitionsMax: 11}",
                        new KafkaConfig(
                                new HostPort("0.0.0.0", 0),
                                "k:9092",
                                KafkaConfig.Protocol.SASL_SSL,
                                "c.pem",
                                "k.pem",
                                KafkaConfig.ClientAuth.REQUIRED,
                                "ca.pem",
                                List.of("PLAIN", "SCRAM-SHA-512"),
                                "u",
                                3,
                                2,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                new DataSize(5 << 20),
                                new DataSize(1 << 20),
                                1001,
                                new DataSize(6 << 20),
                                7,
                                new DataSize(8 << 10),
                                9,
                                10,
                                11)),
                new Case(
                        "groups",
                        new GroupsConfig(
                                100_000,
                                Duration.ofSeconds(6),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(45),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofDays(7),
                                new DataSize(4 << 10),
                                50),
                        "{sizeMax: 2, sessionTimeoutMin: 1s, sessionTimeoutMax: 2s, initialRebalanceDelay: 3ms,"
                                + " sessionTimeout: 4s, heartbeatInterval: 500ms, assignmentInterval: 6ms,"
                                + " offsetsRetention: 7h, offsetMetadataBytesMax: 8B, offsetsPartitions: 9}",
                        new GroupsConfig(
                                2,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(3),
                                Duration.ofSeconds(4),
                                Duration.ofMillis(500),
                                Duration.ofMillis(6),
                                Duration.ofHours(7),
                                new DataSize(8),
                                9)),
                new Case(
                        "transactions",
                        new TransactionsConfig(Duration.ofDays(7), Duration.ofSeconds(1), 50),
                        "{idExpiration: 2h, timeoutCheckInterval: 300ms, partitions: 4}",
                        new TransactionsConfig(Duration.ofHours(2), Duration.ofMillis(300), 4)),
                new Case(
                        "admin",
                        new AdminConfig(new HostPort("127.0.0.1", 7070), List.of(), 256),
                        "{listen: '[::1]:7071', hosts: [a, b], connectionsMax: 9}",
                        new AdminConfig(new HostPort("::1", 7071), List.of("a", "b"), 9)),
                new Case(
                        "raft",
                        new RaftConfig(false, new HostPort("127.0.0.1", 7000), "", List.of(), 0),
                        "{enabled: true, listen: 'r:1', advertised: 'a:1', initialVoters: ['1@a:7000', '2@b:7000'],"
                                + " dataGroups: 6}",
                        new RaftConfig(true, new HostPort("r", 1), "a:1", List.of("1@a:7000", "2@b:7000"), 6)),
                new Case(
                        "topics",
                        new TopicsConfig(1, 3, false, Map.of()),
                        "{partitions: 3, replicationFactor: 2, autoCreate: true, configs: {retention.ms: 1000}}",
                        new TopicsConfig(3, 2, true, Map.of("retention.ms", "1000"))),
                new Case(
                        "storage",
                        new StorageConfig(
                                StorageConfig.Flush.ALWAYS,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(30),
                                new DataSize(256 << 20),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(15),
                                new DataSize(16 << 20),
                                Duration.ofDays(1),
                                Duration.ofMinutes(15)),
                        "{flush: interval, flushInterval: 20ms, checkpointInterval: 5s, freeSpaceReserve: 1GiB,"
                                + " retentionCheckInterval: 2h, cleanerInterval: 3m, cleanerBuffer: 2MiB,"
                                + " producerIdExpiry: 7d, transactionTimeoutMax: 1m}",
                        new StorageConfig(
                                StorageConfig.Flush.INTERVAL,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(5),
                                new DataSize(1 << 30),
                                Duration.ofHours(2),
                                Duration.ofMinutes(3),
                                new DataSize(2 << 20),
                                Duration.ofDays(7),
                                Duration.ofMinutes(1))),
                new Case(
                        "limits",
                        new LimitsConfig(new DataSize(64 << 20), new DataSize(64 << 20), 10_000, 10_000, 64),
                        "{produceBytes: 1MiB, appendQueueBytes: 2MiB, appendQueueLength: 10, readQueueLength: 11,"
                                + " consumeStreams: 12}",
                        new LimitsConfig(new DataSize(1 << 20), new DataSize(2 << 20), 10, 11, 12)),
                new Case(
                        "logging",
                        new LoggingConfig(LoggingConfig.Format.AUTO, LoggingConfig.Level.INFO),
                        "{format: json, level: debug}",
                        new LoggingConfig(LoggingConfig.Format.JSON, LoggingConfig.Level.DEBUG)));
    }

    private Configuration load(String yaml) throws IOException {
        return load(yaml, false, Map.of(), Map.of()).configuration();
    }

    private LoadedConfiguration load(
            String yaml, boolean dev, Map<String, String> flags, Map<String, String> environment) throws IOException {
        var file = folder.resolve("takhin.yaml");
        Files.writeString(file, yaml);
        return ConfigLoader.load(new ConfigSources(file, dev, flags, environment));
    }

    private String problems(String yaml, Map<String, String> flags, Map<String, String> environment) {
        var refused = assertThrows(TakhinException.class, () -> load(yaml, false, flags, environment));
        assertEquals(ErrorCode.USAGE, refused.error().code());
        return refused.error().message().replace(folder + "/", "");
    }

    private static Record section(Configuration configuration, String name) {
        try {
            return (Record) Configuration.class.getMethod(name).invoke(configuration);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void hasDefaults(Case section) throws IOException {
        assertEquals(section.defaults(), section(load(""), section.name()));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void takesEveryKey(Case section) throws IOException {
        // When
        var set = load(section.name() + ": " + section.yaml());

        // Then
        assertEquals(section.set(), section(set, section.name()));
        for (var other : sections()) {
            if (!other.name().equals(section.name())) {
                assertEquals(other.defaults(), section(set, other.name()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void readsBackWhatItWrites(Case section) throws IOException {
        // Given
        var set = load(section.name() + ": " + section.yaml());

        // When
        var text = ConfigText.of(set);

        // Then
        assertEquals(set, load(text));
    }

    @Test
    void tellsAllProblemsAtOnceWithKeyValueAndPlace() {
        // Given
        var yaml = """
            node:
              id: one
              dataDirr: /x
            storage:
              flush: sometimes
              flushInterval: 5
              cleanerBuffer: 1B
            topic: {}
            logging: loud
            topics:
              configs: [a]
              partitions: 0
            """;

        // When
        var problems = problems(
                yaml, Map.of("--admin", "nowhere"), Map.of("TAKHIN_NODE_IDD", "3", "TAKHIN_RAFT_ENABLED", "yes"));

        // Then
        for (var expected : List.of(
                " problems in the configuration: ",
                "node.id: \"one\" is no whole number (takhin.yaml:2)",
                "node.dataDirr: there is no such key, did you mean node.dataDir? (takhin.yaml:3)",
                "storage.flush: \"sometimes\" is none of always, interval (takhin.yaml:5)",
                "storage.flushInterval: \"5\" is no duration",
                "storage.cleanerBuffer: \"1B\" is less than 1MiB",
                "topic: there is no such key, did you mean topics? (takhin.yaml:8)",
                "logging: is a section, not a value",
                "topics.configs: takes a mapping (takhin.yaml:11)",
                "topics.partitions: \"0\" is less than 1",
                "admin.listen: \"nowhere\" is no address",
                "TAKHIN_NODE_IDD: there is no such key, did you mean TAKHIN_NODE_ID?",
                "raft.enabled: \"yes\" is neither true nor false (TAKHIN_RAFT_ENABLED)")) {
            assertTrue(problems.contains(expected), () -> expected + " in: " + problems);
        }
    }

    @Test
    void putsFlagsAboveEnvironmentAboveFileAboveDefaultsAndKeepsTheOrigins() throws IOException {
        // Given
        var yaml = "node: {id: 2, dataDir: /file}\nlogging: {level: warn}\n";

        // When
        var loaded = load(
                yaml,
                true,
                Map.of("--id", "4"),
                Map.of("TAKHIN_NODE_ID", "3", "TAKHIN_LOGGING_LEVEL", "error", "X", "y"));

        // Then
        assertEquals(4, loaded.configuration().node().id());
        assertEquals("--id", origin(loaded, "node.id"));
        assertEquals(folder.resolve("takhin.yaml") + ":1", origin(loaded, "node.dataDir"));
        assertEquals("TAKHIN_LOGGING_LEVEL", origin(loaded, "logging.level"));
        assertEquals("--dev", origin(loaded, "topics.autoCreate"));
        assertEquals("default", origin(loaded, "kafka.listen"));
    }

    private static String origin(LoadedConfiguration loaded, String path) {
        return loaded.values().stream()
                .filter(value -> value.key().path().equals(path))
                .findFirst()
                .orElseThrow()
                .origin()
                .toString();
    }

    @Test
    void keepsDevelopmentDataInTheUsersStateFolder() {
        // When
        var home = ConfigLoader.load(new ConfigSources(null, true, Map.of(), Map.of("HOME", "/home/a")));
        var state = ConfigLoader.load(
                new ConfigSources(null, true, Map.of(), Map.of("HOME", "/home/a", "XDG_STATE_HOME", "/state")));

        // Then
        assertEquals(
                Path.of("/home/a/.local/state/takhin/dev"),
                home.configuration().node().dataDir());
        assertEquals(Path.of("/state/takhin/dev"), state.configuration().node().dataDir());
        assertTrue(home.configuration().topics().autoCreate());
        assertEquals(
                StorageConfig.Flush.INTERVAL, home.configuration().storage().flush());
    }

    @Test
    void refusesFilesThatAreNoConfiguration() {
        for (var yaml : List.of("- a", "a: [", "node: {id: 1, id: 2}", "node:\n\tid: 1", "plain", "--- {}\n--- {}")) {
            assertTrue(problems(yaml, Map.of(), Map.of()).startsWith("takhin.yaml:"), yaml);
        }
        var missing = assertThrows(
                TakhinException.class,
                () -> ConfigLoader.load(new ConfigSources(folder.resolve("none.yaml"), false, Map.of(), Map.of())));
        assertTrue(missing.error().message().contains("there is no such file"));
    }
}
