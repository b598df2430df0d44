package io.takhin.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.FakeCluster;
import io.takhin.cli.fake.Golden;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopTest {

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsOneViewInThisForm(String form) throws IOException {
        // Given
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("top", "--once", "--interval", "1ms", "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        Golden.assertSame("top/once." + form, cli.out());
    }

    @Test
    void choosesAndSortsTopics() {
        // Given
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("top", "--once", "--interval", "1ms", "--filter", "pay", "--sort", "name");

        // Then
        assertEquals(ExitCode.OK, code);
        assertTrue(!cli.out().contains("orders"), cli.out());
    }

    @Test
    void asksForATerminalWhereThereIsNone() {
        // Given
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("top");

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals("takhin: the live view needs a terminal to draw on; add --once\n", cli.err());
    }

    @Test
    void refusesToDrawInAnotherForm() {
        // Given
        var cli = new CliRun(new FakeCluster()).onTerminal().env("TERM", "xterm");

        // When
        var code = cli.run("top", "-o", "json");

        // Then
        assertEquals(ExitCode.USAGE, code);
    }

    @Test
    void endsWith6WhenNoNodeAnswers() {
        // Given
        var nobody = new FakeAdminClient()
                .fail(AdminMethods.CLUSTER_INFO, AdminError.of(ErrorCode.UNREACHABLE, "no endpoint reachable: a:1"));
        var cli = new CliRun(nobody);

        // When
        var code = cli.run("top", "--once");

        // Then
        assertEquals(ExitCode.UNREACHABLE, code);
    }
}
