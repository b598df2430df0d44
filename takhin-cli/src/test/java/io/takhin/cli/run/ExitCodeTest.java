package io.takhin.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Replies;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exit codes are public API: a change here breaks scripts. */
class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "INTERNAL, 1",
        "STORAGE, 1",
        "USAGE, 2",
        "NOT_FOUND, 3",
        "CONFLICT, 4",
        "REFUSED, 5",
        "UNREACHABLE, 6",
        "NO_LEADER, 7",
        "OVERLOADED, 7",
        "UNAUTHENTICATED, 8",
        "UNAUTHORIZED, 8",
        "DEADLINE, 9",
        "CONDITION_FALSE, 10",
        "PARTIAL, 11",
        "BAD_DATA, 12"
    })
    void endsWithTheCodeOfTheFailure(ErrorCode error, int expected) {
        // Given
        var client = new FakeAdminClient().fail(AdminMethods.TOPIC_CREATE, AdminError.of(error, "it failed"));
        var cli = new CliRun(client);

        // When
        var code = cli.run("topic", "create", "orders");

        // Then
        assertEquals(expected, code.code());
        assertEquals("", cli.out());
        assertEquals("takhin: it failed\n", cli.err());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void agreesWithTheProtocolOnEveryCode(ErrorCode error) {
        assertEquals(error.exitCode(), ExitCode.of(error).code());
    }

    @Test
    void endsWith0WhenDone() {
        assertEquals(0, new CliRun(Replies.topics()).run("topic", "list").code());
    }

    @Test
    void endsWith1AtAFaultOfItsOwnAndShowsTheStackWithV() {
        // Given
        var cli = new CliRun(new FakeAdminClient());

        // When
        var code = cli.run("topic", "list", "-v");

        // Then
        assertEquals(1, code.code());
        assertTrue(cli.err().startsWith("takhin: internal error: "), cli.err());
        assertTrue(cli.err().contains("\tat io.takhin."), cli.err());
    }

    @Test
    void endsWith5WhenNobodyCanBeAskedAndNamesYes() {
        // Given
        var cli = new CliRun(Replies.topics());

        // When
        var code = cli.run("topic", "delete", "orders");

        // Then
        assertEquals(5, code.code());
        assertEquals(
                "takhin: not confirmed: Delete topic orders (12 partitions, 1.5 GiB)? This can't be undone."
                        + " Nobody can be asked here; add --yes to confirm\n",
                cli.err());
    }

    @ParameterizedTest
    @CsvSource({"'', 5", "n, 5", "no, 5", "yep, 5", "y, 0", "YES, 0"})
    void asksOnATerminalAndTakesOnlyYesForYes(String answer, int expected) {
        // Given
        var client = Replies.topics();
        var cli = new CliRun(client).onTerminal().in(answer + "\n");

        // When
        var code = cli.run("topic", "delete", "orders", "--color", "never");

        // Then
        assertEquals(expected, code.code());
        assertTrue(cli.err().startsWith("Delete topic orders (12 partitions, 1.5 GiB)? This can't be undone. [y/N] "));
        assertEquals(expected == 0 ? 2 : 1, client.requests().size());
    }

    @Test
    void endsWith11WhenOnlySomeOfItWasDone() {
        // Given
        var client = new FakeAdminClient().answer(AdminMethods.TOPIC_DELETE, Replies.partlyDeleted());
        var cli = new CliRun(client);

        // When
        var code = cli.run("topic", "delete", "orders", "payments", "--yes");

        // Then
        assertEquals(11, code.code());
        assertEquals(
                "takhin: 1 of 2 topics failed; first: topic \"payments\" does not exist; applied=yes\n", cli.err());
    }

    @Test
    void tellsInOneLineWhetherAnythingChangedAndWhatToTry() {
        // Given
        var error =
                new AdminError(ErrorCode.DEADLINE, "no answer\nin time", true, Applied.UNKNOWN, "see: takhin health");
        var cli = new CliRun(new FakeAdminClient().fail(AdminMethods.TOPIC_CREATE, error));

        // When
        cli.run("topic", "create", "orders");

        // Then
        assertEquals("takhin: no answer in time; applied=unknown; see: takhin health\n", cli.err());
    }

    @Test
    void tellsFailuresInJsonWhereDataIsJson() {
        // Given
        var error = new AdminError(ErrorCode.CONFLICT, "it exists differently", false, Applied.NO, null);
        var cli = new CliRun(new FakeAdminClient().fail(AdminMethods.TOPIC_CREATE, error));

        // When
        cli.run("topic", "create", "orders", "-o", "json");

        // Then
        assertEquals(
                "{\"schemaVersion\":1,\"code\":\"conflict\",\"message\":\"it exists differently\",\"retryable\":false,"
                        + "\"applied\":\"no\"}\n",
                cli.err());
    }

    @Test
    void tellsEvenMisusesInJson() {
        // Given
        var cli = new CliRun(new FakeAdminClient());

        // When
        var code = cli.run("topic", "create", "-o", "json");

        // Then
        assertEquals(2, code.code());
        assertEquals(
                "{\"schemaVersion\":1,\"code\":\"usage\",\"message\":\"TOPIC is missing\",\"retryable\":false,"
                        + "\"applied\":\"no\",\"hint\":\"see: takhin topic create --help\"}\n",
                cli.err());
    }

    @Test
    void hasNoTwoCommandsOfOneName() {
        // Given
        var names = Commands.all(endpoints -> new FakeAdminClient(), () -> {}).entries().stream()
                .map(Catalogue.Entry::name)
                .toList();

        // When
        var distinct = List.copyOf(new java.util.TreeSet<>(names));

        // Then
        assertEquals(distinct.size(), names.size());
        assertFalse(names.isEmpty());
    }
}
