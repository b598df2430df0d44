package io.takhin.common.admin.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void hidesWhatIsNamedLikeASecretInYamlJsonAndLogs() {
        // Given
        var text = """
            kafka:
              listen: "127.0.0.1:9092"
              keystorePassword: "hunter2 \\" more"
            {"api-key":"abc,def","topic":"orders"}
            -Djavax.net.ssl.trustStorePassword=changeit -Xmx1g
            retry against https://joe:s3cret@db1:7070/v1 with TOKEN: xyz
            """;

        // When
        var redacted = Redaction.of(text);

        // Then
        assertEquals("""
            kafka:
              listen: "127.0.0.1:9092"
              keystorePassword: (redacted)
            {"api-key":(redacted),"topic":"orders"}
            -Djavax.net.ssl.trustStorePassword=(redacted) -Xmx1g
            retry against https://(redacted)@db1:7070/v1 with TOKEN: (redacted)
            """, redacted);
    }

    @Test
    void leavesEverythingElseAsItIs() {
        // Given
        var text = """
            node:
              id: "1"
              dataDir: "/var/lib/takhin"
            2026-01-31T12:00:00Z INFO ready at 127.0.0.1:7070
            """;

        // When
        var redacted = Redaction.of(text);

        // Then
        assertEquals(text, redacted);
    }
}
