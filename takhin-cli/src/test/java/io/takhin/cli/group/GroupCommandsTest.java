package io.takhin.cli.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.fake.GroupReplies;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.model.OffsetSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryCommandInThisForm(String form) throws IOException {
        for (var line : List.of(
                "group list",
                "group describe billing",
                "group lag billing",
                "group seek billing --to 12",
                "group delete billing reports --if-exists --yes")) {
            // Given
            var cli = new CliRun(GroupReplies.groups());
            var words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("-o", form));

            // When
            var code = cli.run(words.toArray(String[]::new));

            // Then
            assertEquals(ExitCode.OK, code, cli.err());
            Golden.assertSame("group/" + words.get(1) + "." + form, cli.out());
            assertEquals("", cli.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "describe", "lag", "seek", "delete"})
    void explainsEveryCommand(String verb) throws IOException {
        // Given
        var cli = new CliRun(GroupReplies.groups());

        // When
        var code = cli.run("group", verb, "--help");

        // Then
        assertEquals(ExitCode.OK, code);
        Golden.assertSame("help/group-" + verb + ".txt", cli.out());
    }

    @ParameterizedTest
    @CsvSource({"1542, 0", "1541, 10", "0, 10"})
    void endsWithTenWhenTheGroupIsFurtherBehindThanAllowed(String max, int expected) {
        // Given
        var cli = new CliRun(GroupReplies.groups());

        // When
        var code = cli.run("group", "lag", "billing", "--max", max);

        // Then
        assertEquals(expected, code.code());
        assertTrue(cli.out().contains("payments"), "the lag is printed either way");
        assertEquals(
                expected == 0 ? "" : "takhin: group billing is 1542 records behind, more than " + max + "\n",
                cli.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "end", "17", "-5", "@1769860800000"})
    void asksForThePlaceAsItIsWritten(String place) {
        // Given
        var client = GroupReplies.groups();

        // When
        new CliRun(client).run("group", "seek", "billing", "--to", place, "-t", "orders", "-p", "3", "--dry-run");

        // Then
        assertEquals(
                List.of(new GroupSeek.Request("billing", List.of("orders"), List.of(3), OffsetSpec.parse(place), true)),
                client.requests());
    }

    @Test
    void saysWhyAGroupWithMembersIsNotMoved() {
        // Given
        var refusal = AdminError.of(ErrorCode.REFUSED, "group \"billing\" has 2 members that would read on")
                .withHint("stop its consumers first");
        var cli = new CliRun(new FakeAdminClient().fail(AdminMethods.GROUP_SEEK, refusal));

        // When
        var code = cli.run("group", "seek", "billing", "--to", "start");

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertEquals(
                "takhin: group \"billing\" has 2 members that would read on; stop its consumers first\n", cli.err());
    }

    @Test
    void needsConsentToDelete() {
        // Given
        var client = GroupReplies.groups();
        var cli = new CliRun(client);

        // When
        var code = cli.run("group", "delete", "billing");

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertEquals(List.of(new GroupDelete.Request(List.of("billing"), false, true)), client.requests());
    }

    @Test
    void endsWithElevenWhenSomeGroupsWereLeft() {
        // Given
        var error = AdminError.of(ErrorCode.REFUSED, "group \"reports\" has members");
        var reply = new GroupDelete.Reply(
                false,
                List.of(
                        new GroupDelete.Deleted("billing", Change.DELETED, null),
                        new GroupDelete.Deleted("reports", Change.UNCHANGED, error)));
        var cli = new CliRun(new FakeAdminClient().answer(AdminMethods.GROUP_DELETE, reply));

        // When
        var code = cli.run("group", "delete", "billing", "reports", "--yes");

        // Then
        assertEquals(ExitCode.PARTIAL, code);
        assertEquals("deleted group billing\nfailed: group reports: group \"reports\" has members\n", cli.out());
    }
}
