package io.takhin.cli.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.SnapshotCreate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands about snapshots print and end. */
class SnapshotCommandsTest {

    private static SnapshotCreate.Reply reply(String problem) {
        return new SnapshotCreate.Reply(
                false,
                List.of(
                        new SnapshotCreate.Taken("1", "metadata", 12, 40, ""),
                        new SnapshotCreate.Taken("1", "data-0", -1, 123_456, ""),
                        new SnapshotCreate.Taken("2", "metadata", 12, problem.isEmpty() ? 40 : 12, problem)));
    }

    private static CliRun cli(String problem) {
        return new CliRun(new FakeAdminClient().answer(AdminMethods.SNAPSHOT_CREATE, reply(problem)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsWhatWasTakenInThisForm(String form) throws IOException {
        // Given
        var cli = cli("");

        // When
        var code = cli.run("snapshot", "create", "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        Golden.assertSame("snapshot/create." + form, cli.out());
    }

    @Test
    void endsAsPartialAndNamesTheNodeThatDidNotDoIt() {
        // Given
        var cli = cli("the node did not answer");

        // When
        var code = cli.run("snapshot", "create");

        // Then
        assertEquals(ExitCode.PARTIAL, code);
        assertTrue(cli.err().contains("metadata on node 2: the node did not answer"), cli.err());
        assertTrue(cli.out().contains("123456"), cli.out());
    }

    @Test
    void takesNothingButANodesId() {
        // Given
        var cli = cli("");

        // When
        var code = cli.run("snapshot", "create", "db2:7000");

        // Then
        assertEquals(ExitCode.USAGE, code);
    }
}
