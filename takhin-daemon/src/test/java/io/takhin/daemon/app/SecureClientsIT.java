package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and logins are configuration: Kafka's own clients against daemons that were started with it. */
class SecureClientsIT {

    private static final int RECORDS = 500;
    private static final String PASSWORD = "right: \"and\" \\proper";

    /** Far less than what a client waits for an answer that does not come. */
    private static final int REFUSAL_S = 20;

    @TempDir
    private static Path folder;

    private static KeyPairFiles node;
    private static KeyPairFiles client;

    @BeforeAll
    static void makeKeys() throws Exception {
        node = KeyPairFiles.make(folder, "node");
        client = KeyPairFiles.make(folder, "client");
    }

    @Test
    void servesClientsWithACertificateOverTlsAndRefusesThoseWithout() throws Exception {
        // Given
        var environment = Map.of(
                "TAKHIN_KAFKA_PROTOCOL",
                "ssl",
                "TAKHIN_KAFKA_TLS_CERTIFICATE_FILE",
                node.certificate().toString(),
                "TAKHIN_KAFKA_TLS_KEY_FILE",
                node.key().toString(),
                "TAKHIN_KAFKA_TLS_CLIENT_AUTH",
                "required",
                "TAKHIN_KAFKA_TLS_CLIENT_CA_FILE",
                client.certificate().toString(),
                "TAKHIN_TOPICS_AUTO_CREATE",
                "true");
        try (var daemon = ServeProcess.start(folder.resolve("tls"), environment)) {
            var stranger = config(daemon, "SSL");
            var known = new HashMap<>(stranger);
            known.put("ssl.keystore.type", "PEM");
            known.put("ssl.keystore.certificate.chain", Files.readString(client.certificate()));
            known.put("ssl.keystore.key", Files.readString(client.key()));

            // When
            produce(known);

            // Then
            assertEquals(values(), consume(known));
            assertInstanceOf(SslAuthenticationException.class, refusal(stranger));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl-ssl", "sasl-plaintext"})
    void servesClientsThatLogInAndTellsOthersAtOnceThatTheyMayNot(String protocol) throws Exception {
        // Given
        var users = folder.resolve(protocol + ".users");
        Files.writeString(users, "# for a test\nalice:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        var environment = new HashMap<>(Map.of(
                "TAKHIN_KAFKA_PROTOCOL",
                protocol,
                "TAKHIN_KAFKA_SASL_MECHANISMS",
                "PLAIN,SCRAM-SHA-256",
                "TAKHIN_KAFKA_SASL_USERS_FILE",
                users.toString(),
                "TAKHIN_TOPICS_AUTO_CREATE",
                "true"));
        if (protocol.equals("sasl-ssl")) {
            environment.put(
                    "TAKHIN_KAFKA_TLS_CERTIFICATE_FILE", node.certificate().toString());
            environment.put("TAKHIN_KAFKA_TLS_KEY_FILE", node.key().toString());
        }
        try (var daemon = ServeProcess.start(folder.resolve(protocol), environment)) {
            var base = config(daemon, protocol.toUpperCase(Locale.ROOT).replace('-', '_'));

            // When
            produce(login(base, "SCRAM-SHA-256", "alice", PASSWORD));

            // Then
            assertEquals(values(), consume(login(base, "PLAIN", "alice", PASSWORD)));
            for (var mechanism : List.of("PLAIN", "SCRAM-SHA-256")) {
                assertInstanceOf(
                        SaslAuthenticationException.class,
                        refusal(login(base, mechanism, "alice", "wrong")),
                        mechanism);
            }
            assertInstanceOf(SaslAuthenticationException.class, refusal(login(base, "PLAIN", "mallory", PASSWORD)));
            assertFalse(daemon.log().contains("proper"), "the password is in the log");
        }
    }

    private static Map<String, Object> config(ServeProcess daemon, String protocol) throws Exception {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", daemon.ready().kafka());
        config.put("security.protocol", protocol);
        config.put("ssl.truststore.type", "PEM");
        config.put("ssl.truststore.certificates", Files.readString(node.certificate()));
        return config;
    }

    private static Map<String, Object> login(Map<String, Object> base, String mechanism, String user, String password) {
        var config = new HashMap<>(base);
        var module = mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        config.put("sasl.mechanism", mechanism);
        config.put(
                "sasl.jaas.config",
                module + " required username=\"" + user + "\" password=\""
                        + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        return config;
    }

    private static List<String> values() {
        return IntStream.range(0, RECORDS).mapToObj(n -> "value " + n).toList();
    }

    private static void produce(Map<String, Object> config) {
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (var value : values()) {
                var _ = producer.send(new ProducerRecord<>("t", 0, null, value));
            }
        }
    }

    private static List<String> consume(Map<String, Object> config) {
        var read = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            consumer.seekToBeginning(consumer.assignment());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (read.size() < RECORDS && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> read.add(each.value()));
            }
        }
        return read;
    }

    private static Throwable refusal(Map<String, Object> config) {
        try (var admin = Admin.create(config)) {
            var names = admin.listTopics().names();
            var failed = assertThrows(ExecutionException.class, () -> names.get(REFUSAL_S, TimeUnit.SECONDS));
            return failed.getCause();
        }
    }
}
