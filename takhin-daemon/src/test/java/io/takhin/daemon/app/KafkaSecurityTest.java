package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.config.ConfigLoader;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Configuration;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the settings of TLS and SASL is said at start, all of it at once. */
class KafkaSecurityTest {

    @TempDir
    Path folder;

    private Configuration load(String kafka) throws IOException {
        var file = folder.resolve("takhin.yaml");
        Files.writeString(file, "kafka: {listen: '127.0.0.1:0', " + kafka + "}");
        return ConfigLoader.load(new ConfigSources(file, false, Map.of(), Map.of()))
                .configuration();
    }

    private Path file(String name, String content, String permissions) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private static String refusal(Configuration configuration) {
        var refused = assertThrows(TakhinException.class, () -> KafkaServer.bind(configuration));
        assertEquals(ErrorCode.USAGE, refused.error().code());
        return refused.error().message();
    }

    @Test
    void namesEveryProblemAtOnce() throws IOException {
        // Given
        var key = file("open.key", "-----BEGIN PRIVATE KEY-----", "rw-r--r--");

        // When
        var message = refusal(load("protocol: sasl-ssl, tlsCertificateFile: /no/such.crt, tlsKeyFile: " + key
                + ", tlsClientCaFile: ca.pem, saslMechanisms: [GSSAPI]"));

        // Then
        for (var expected : List.of(
                "kafka.tlsCertificateFile: there is no file /no/such.crt",
                "kafka.tlsKeyFile: " + key + " holds a secret and is open to others than its owner: chmod 600 " + key,
                "kafka.tlsClientCaFile: ca.pem has no use with protocol sasl-ssl and tlsClientAuth none",
                "kafka.saslMechanisms: \"GSSAPI\" is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512",
                "kafka.saslUsersFile: is needed with protocol sasl-ssl")) {
            assertTrue(message.contains(expected), () -> expected + " in: " + message);
        }
    }

    @Test
    void refusesSettingsThatWouldDoNothing() throws IOException {
        // When
        var message = refusal(load("tlsKeyFile: k, tlsClientAuth: required, saslUsersFile: u"));

        // Then
        assertEquals(
                "kafka.tlsKeyFile: k has no use with protocol plaintext; kafka.tlsClientAuth: required has no use with"
                        + " protocol plaintext; kafka.saslUsersFile: u has no use with protocol plaintext",
                message);
    }

    @Test
    void refusesFilesThatAreNoCertificateAndKeyWithoutShowingThem() throws IOException {
        // Given
        var certificate = file("c.pem", "garbage", "rw-r--r--");
        var key = file("k.pem", "secret", "rw-------");

        // When
        var message = refusal(load("protocol: ssl, tlsCertificateFile: " + certificate + ", tlsKeyFile: " + key));

        // Then
        assertTrue(message.startsWith("kafka.protocol: ssl can't be had with "), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void showsNoPasswordsInItsTexts() throws IOException {
        // Given
        var users = file("users", "alice:wonderland\n", "rw-------");

        // When
        var security = KafkaSecurity.of(
                load("protocol: sasl-plaintext, saslUsersFile: " + users).kafka());

        // Then
        assertEquals("SASL_PLAINTEXT [SCRAM-SHA-256, SCRAM-SHA-512], 1 users", security.toString());
    }
}
