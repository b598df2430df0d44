package io.takhin.cli.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.Contexts;
import io.takhin.cli.user.UserFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextCommandsTest {

    private static final Contexts BEFORE = Contexts.NONE
            .with(new Context("prod", "db1:7070,db2:7070", true))
            .with(new Context("dev", "127.0.0.1:7070", false))
            .using("prod");

    @TempDir
    private Path home;

    private ContextFile file;

    @BeforeEach
    void setUp() {
        file = ContextFile.of(new UserFolders(Map.of("HOME", home.toString())));
        file.write(BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryCommandInThisForm(String form) throws IOException {
        for (var line : List.of(
                "context list",
                "context show",
                "context add test --bootstrap [::1]:7070 --protected --use",
                "context use dev",
                "context remove test --yes")) {
            // Given
            var cli = cli();
            var words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("-o", form));

            // When
            var code = cli.run(words.toArray(String[]::new));

            // Then
            assertEquals(ExitCode.OK, code, cli.err());
            Golden.assertSame("context/" + words.get(1) + "." + form, cli.out());
            assertEquals("", cli.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context add dev --bootstrap 127.0.0.1:7070|0|unchanged: context dev (127.0.0.1:7070)",
                "context add dev --bootstrap other:1|4|takhin: context dev exists and differs: 127.0.0.1:7070; to"
                        + " replace it, add --replace",
                "context add dev --bootstrap other:1 --replace|0|changed: context dev (other:1)",
                "context add a/b --bootstrap other:1|2|takhin: NAME: \"a/b\" is no name of a context: write up to 64"
                        + " letters, digits, '.', '_' and '-', a letter or digit first",
                "context add x|2|takhin: --bootstrap: a value is needed: HOST:PORT,...",
                "context use prod|0|unchanged: context prod (db1:7070,db2:7070, protected), now in use",
                "context use none|3|takhin: there is no context \"none\"; see: takhin context list",
                "context show none|3|takhin: there is no context \"none\"; see: takhin context list",
                "context remove none|3|takhin: there is no context \"none\"; see: takhin context list",
                "context remove prod|5|takhin: not confirmed: Forget context prod, which is in use? Nobody can be asked"
                        + " here; add --yes to confirm",
                "context remove dev|0|deleted: context dev (127.0.0.1:7070)",
            })
    void answersWithTheCodeOfTheContract(String line, int expected, String printed) {
        // Given
        var cli = cli();

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(printed + "\n", cli.out() + cli.err());
        assertEquals(expected, code.code());
    }

    @ParameterizedTest
    @CsvSource({"n, 5, prod", "y, 0, "})
    void asksBeforeForgettingTheContextInUse(String answer, int expected, String current) {
        // Given
        var cli = cli().onTerminal().in(answer + "\n");

        // When
        var code = cli.run("context", "remove", "prod", "--color", "never");

        // Then
        assertEquals(expected, code.code());
        assertEquals(current, file.read().current());
    }

    @Test
    void saysThatNoContextIsInUse() {
        // Given
        file.write(Contexts.NONE);
        var cli = cli();

        // When
        var code = cli.run("context", "show");

        // Then
        assertEquals(ExitCode.NOT_FOUND, code);
        assertEquals("takhin: no context is in use; see: takhin context list, takhin context use NAME\n", cli.err());
    }

    private CliRun cli() {
        return new CliRun(new FakeAdminClient()).env("HOME", home.toString());
    }
}
