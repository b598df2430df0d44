package io.takhin.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    @TempDir
    private Path folder;

    @Test
    void runsTheCommandsOfAFile() throws IOException {
        // Given
        var file = file("# topics first\n\ntopic list -o name\ntopic describe \\\n  orders -o name # both\n");
        var cli = new CliRun(Replies.topics());

        // When
        var code = cli.run("batch", file);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("orders\npayments\norders\n", cli.out());
    }

    @Test
    void stopsAtTheFirstFailureAndReturnsItsCode() throws IOException {
        // Given
        var file = file("topic list -o name\ntopic delete orders\ntopic list\n");
        var cli = new CliRun(Replies.topics());

        // When
        var code = cli.run("batch", file);

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertEquals("orders\npayments\n", cli.out());
        assertTrue(
                cli.err()
                        .endsWith("add --yes to confirm\ntakhin: stopped at line 2 of " + file
                                + ", which ended with 5; 1 before it was done\n"),
                cli.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topci list|unknown command \"topci\"; did you mean topic? see: takhin --help",
                "topic list --int|unknown option --int; did you mean --internal? see: takhin topic list --help",
                "serve --dev|\"takhin serve\" can't be run among other commands",
                "batch x|\"takhin batch\" can't be run among other commands",
                "topic describe 'orders|the text ends within a quote or a continued line",
            })
    void runsNothingOfAFileWithALineThatMakesNoSense(String line, String problem) throws IOException {
        // Given
        var file = file("topic list\n" + line + "\n");
        var client = Replies.topics();
        var cli = new CliRun(client);

        // When
        var code = cli.run("batch", file);

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals("takhin: line 2 of " + file + ": " + problem + "\n", cli.err());
        assertEquals(List.of(), client.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch -", "repl"})
    void runsStandardInputAsItComesWhereNoTerminalIs(String line) {
        // Given
        var client = Replies.topics();
        var cli = new CliRun(client).in("topic list -o name\nnonsense\ntopic list\n");

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals("orders\npayments\n", cli.out());
        assertEquals(
                "takhin: line 2 of standard input: unknown command \"nonsense\"; applied=yes; see: takhin --help\n",
                cli.err());
        assertEquals(1, client.requests().size());
    }

    @Test
    void givesItsOptionsToEachLine() throws IOException {
        // Given
        var file = file("topic list\ntopic list --bootstrap c:3 -o table\n");
        var client = Replies.topics();
        var cli = new CliRun(client).env("TAKHIN_BOOTSTRAP", "a:1");

        // When
        var code = cli.run("batch", file, "-o", "name", "--bootstrap", "b:2", "--timeout", "7s");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(List.of(List.of("b:2"), List.of("c:3")), cli.opened());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(7)), client.timeouts());
        assertTrue(cli.out().startsWith("orders\npayments\nNAME"), cli.out());
    }

    @Test
    void saysThatTheFileCanNotBeRead() {
        // Given
        var cli = new CliRun(Replies.topics());

        // When
        var code = cli.run("batch", folder.resolve("absent").toString());

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertTrue(cli.err().contains("can't be read"), cli.err());
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("commands.txt"), text).toString();
    }
}
