package io.takhin.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Replies;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.Contexts;
import io.takhin.cli.user.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between a command and its cluster. */
class GuardedClientTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, prod:1",
                "-, -, dev, -, dev:1",
                "-, -, dev, env:1, env:1",
                "-, dev, -, -, dev:1",
                "-, dev, -, env:1, dev:1",
                "flag:1, dev, -, env:1, flag:1",
                "flag:1, -, -, env:1, flag:1",
            })
    void prefersFlagsToVariablesAndThoseToTheContextInUse(
            String bootstrap, String context, String contextVariable, String bootstrapVariable, String expected) {
        // Given
        contexts();
        var cli = cli();
        if (contextVariable != null) {
            cli.env("TAKHIN_CONTEXT", contextVariable);
        }
        if (bootstrapVariable != null) {
            cli.env("TAKHIN_BOOTSTRAP", bootstrapVariable);
        }
        var words = new ArrayList<>(List.of("topic", "list"));
        if (bootstrap != null) {
            words.addAll(List.of("--bootstrap", bootstrap));
        }
        if (context != null) {
            words.addAll(List.of("--context", context));
        }

        // When
        var code = cli.run(words.toArray(String[]::new));

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(List.of(List.of(expected)), cli.opened());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic create x|5",
                "topic create x --yes|5",
                "topic create x --confirm-cluster dev|5",
                "topic create x --confirm-cluster prod|0",
                "topic create x --dry-run|0",
                "topic list|0",
                "topic create x --context dev|0",
                "topic create x --context dev --confirm-cluster prod|5",
                "topic create x --bootstrap prod:1|0",
                "topic create x --bootstrap prod:1 --context prod|5",
            })
    void changesAProtectedClusterOnlyWhenItsNameIsGiven(String line, int expected) {
        // Given
        contexts();
        var client = Replies.topics();
        var cli = new CliRun(client).env("HOME", home.toString());

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(expected, code.code(), cli.err());
        assertEquals(expected == 0 ? 1 : 0, client.requests().size());
    }

    @Test
    void saysHowToConfirm() {
        // Given
        contexts();
        var cli = cli();

        // When
        cli.run("topic", "create", "x");

        // Then
        assertEquals("takhin: context prod is protected; to change it, add --confirm-cluster prod\n", cli.err());
    }

    @Test
    void letsCommandsThatTalkToNoClusterWorkWithDamagedContexts() throws IOException {
        // Given
        var file = home.resolve(".config/takhin/contexts.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "nonsense");
        var local = cli();
        var remote = cli();

        // When
        var localCode = local.run("version");
        var remoteCode = remote.run("topic", "list");

        // Then
        assertEquals(ExitCode.OK, localCode);
        assertEquals(ExitCode.USAGE, remoteCode);
        assertTrue(remote.err().startsWith("takhin: " + file + ":1: expected \"KEY: VALUE\""), remote.err());
    }

    @Test
    void remembersTheTopicsItSaw() throws IOException {
        // Given
        var names = home.resolve(".cache/takhin/names/at-127.0.0.1:7070");

        // When
        cli().run("topic", "list");
        var listed = Files.readString(names.resolve("topics"));
        cli().run("topic", "delete", "orders", "--yes");
        var deleted = Files.readString(names.resolve("topics"));
        cli().run("topic", "create", "orders");
        var created = Files.readString(names.resolve("topics"));

        // Then
        assertEquals("orders\npayments\n", listed);
        assertEquals("payments\n", deleted);
        assertEquals("orders\npayments\n", created);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(names.resolve("topics"))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(names)));
    }

    @Test
    void keepsTheNamesOfEachContextApart() {
        // Given
        contexts();

        // When
        cli().run("topic", "list");
        cli().run("topic", "list", "--context", "dev");

        // Then
        assertTrue(Files.exists(home.resolve(".cache/takhin/names/context-prod/topics")));
        assertTrue(Files.exists(home.resolve(".cache/takhin/names/context-dev/topics")));
        assertFalse(Files.exists(home.resolve(".cache/takhin/names/at-prod:1")));
    }

    @Test
    void succeedsWhereNamesCanNotBeKept() throws IOException {
        // Given
        Files.writeString(home.resolve(".cache"), "a file where a folder should be");
        var cli = cli();

        // When
        var code = cli.run("topic", "list");

        // Then
        assertEquals(ExitCode.OK, code);
        assertEquals("", cli.err());
    }

    private CliRun cli() {
        return new CliRun(Replies.topics()).env("HOME", home.toString());
    }

    private void contexts() {
        ContextFile.of(new UserFolders(Map.of("HOME", home.toString())))
                .write(Contexts.NONE
                        .with(new Context("prod", "prod:1", true))
                        .with(new Context("dev", "dev:1", false))
                        .using("prod"));
    }
}
