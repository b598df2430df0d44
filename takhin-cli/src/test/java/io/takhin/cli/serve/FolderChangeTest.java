package io.takhin.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked before a stopped node's folder is changed for good. */
class FolderChangeTest {

    @TempDir
    private Path folder;

    private Path kept;

    @BeforeEach
    void fill() throws IOException {
        kept = Files.writeString(folder.resolve("node.json"), "{}");
    }

    private final CliRun cli = new CliRun(globals -> {
        throw TakhinException.of(ErrorCode.INTERNAL, "no client is needed");
    });

    private ExitCode reset(String... more) {
        var words = new ArrayList<>(List.of("server", "reset", "--force", "--data-dir", folder.toString()));
        words.addAll(List.of(more));
        return cli.run(words.toArray(String[]::new));
    }

    @Test
    void changesNothingInADryRun() {
        // When
        var code = reset("--dry-run");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertTrue(cli.out().startsWith("would empty"), cli.out());
        assertTrue(Files.exists(kept));
    }

    @Test
    void changesNothingWhereNobodyCanBeAsked() {
        // When
        var code = reset();

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertTrue(cli.err().contains("--yes"), cli.err());
        assertTrue(Files.exists(kept));
    }

    @Test
    void changesNothingWhenTheAnswerIsNo() {
        // When
        var code = cli.onTerminal().in("\n").run("server", "reset", "--force", "--data-dir", folder.toString());

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertTrue(Files.exists(kept));
    }

    @Test
    void makesTheChangeOnceItIsConfirmed() {
        // When
        var code = reset("--yes");
        var again = reset();

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertFalse(Files.exists(kept));
        // There is nothing left to ask about.
        assertEquals(ExitCode.OK, again, cli.err());
        assertTrue(cli.out().contains("unchanged"), cli.out());
    }
}
