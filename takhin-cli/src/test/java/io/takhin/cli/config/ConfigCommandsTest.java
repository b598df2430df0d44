package io.takhin.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.Contexts;
import io.takhin.cli.user.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandsTest {

    private static final String FILE = "src/test/resources/config/takhin.yaml";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsItsFindingsInThisForm(String form) throws IOException {
        // Given
        var cli = cli();

        // When
        var code = cli.run("config", "validate", FILE, "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        Golden.assertSame("config/validate." + form, cli.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryValueInThisForm(String form) throws IOException {
        // Given
        var cli = cli();

        // When
        var code = cli.run("config", "explain", "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertTrue(cli.out().contains("--bootstrap") && cli.out().contains("node.dataDir"), cli.out());
    }

    @Test
    void saysOfEachValueWhereItComesFrom() {
        // Given
        ContextFile.of(new UserFolders(Map.of("HOME", home.toString())))
                .write(Contexts.NONE.with(new Context("prod", "db1:7070", true)).using("prod"));
        var cli = cli().env("TAKHIN_TIMEOUT", "5s").env("TAKHIN_KAFKA_LISTEN", "127.0.0.1:1");

        // When
        cli.run("config", "explain", "--config", FILE, "--id", "9", "--color", "never");

        // Then
        var rows = cli.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertTrue(rows.contains("--bootstrap db1:7070 context prod"), cli.out());
        assertTrue(rows.contains("--context prod takhin context use"), cli.out());
        assertTrue(rows.contains("--timeout 5s TAKHIN_TIMEOUT"), cli.out());
        assertTrue(rows.contains("--color never --color"), cli.out());
        assertTrue(rows.contains("--output table default"), cli.out());
        assertTrue(rows.contains("node.id 9 --id"), cli.out());
        assertTrue(rows.contains("kafka.listen 127.0.0.1:1 TAKHIN_KAFKA_LISTEN"), cli.out());
        assertTrue(rows.contains("kafka.advertised log7.example.com:9092 " + FILE + ":5"), cli.out());
        assertTrue(rows.contains("node.dataDir /var/lib/takhin default"), cli.out());
    }

    @Test
    void tellsEveryProblemOfAFileAtOnce() {
        // Given
        var cli = cli();

        // When
        var code = cli.run("config", "validate", "src/test/resources/config/wrong.yaml");

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals(
                "takhin: 2 problems in the configuration: kafka.lisen: there is no such key, did you mean kafka.listen?"
                        + " (src/test/resources/config/wrong.yaml:4); node.id: \"seven\" is no whole number"
                        + " (src/test/resources/config/wrong.yaml:2); see the keys with: takhin config schema\n",
                cli.err());
    }

    @Test
    void printsTheSchemaThatIsCheckedIn() throws IOException {
        // Given
        var cli = cli();

        // When
        cli.run("config", "schema");

        // Then
        assertEquals(Files.readString(Path.of("..", "docs", "takhin.schema.json")), cli.out());
    }

    private CliRun cli() {
        return new CliRun(new FakeAdminClient()).env("HOME", home.toString());
    }
}
