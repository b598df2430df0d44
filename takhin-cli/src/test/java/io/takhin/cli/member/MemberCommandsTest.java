package io.takhin.cli.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.admin.member.MembershipReply.Electorate;
import io.takhin.common.admin.member.ServerDrain;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCommandsTest {

    private static final Electorate THREE = new Electorate(List.of("1", "2", "3"), List.of("4"), 3, 2, 1);
    private static final Electorate FOUR = new Electorate(List.of("1", "2", "3", "5"), List.of("4"), 4, 3, 1);

    private static FakeAdminClient cluster() {
        return new FakeAdminClient()
                .answer(AdminMethods.LEADER_SHOW, leaders("1"))
                .answer(
                        AdminMethods.LEADER_TRANSFER,
                        new LeaderTransfer.Reply(
                                false,
                                List.of(
                                        new LeaderTransfer.Moved("metadata", "1", "2"),
                                        new LeaderTransfer.Moved("data-0", null, "2"))))
                .answer(AdminMethods.MEMBERS_LIST, members())
                .answer(AdminMethods.MEMBERS_ADD, added(false))
                .answer(AdminMethods.MEMBERS_PROMOTE, added(false))
                .answer(
                        AdminMethods.MEMBERS_REMOVE,
                        new MembershipReply(false, true, 19, FOUR, THREE, List.of("remove node 5")))
                .answer(AdminMethods.MEMBERS_SET_VOTERS, added(false))
                .answer(AdminMethods.SERVER_DRAIN, new ServerDrain.Reply(false, "2", true, true, 0))
                .answer(AdminMethods.CLUSTER_VERIFY, verified(true));
    }

    private static LeaderShow.Reply leaders(String leader) {
        return new LeaderShow.Reply(
                leader,
                List.of(
                        new LeaderShow.GroupLeader("metadata", leader, 3),
                        new LeaderShow.GroupLeader("data-0", "2", 4)));
    }

    private static MembershipReply added(boolean dryRun) {
        return new MembershipReply(dryRun, true, 17, THREE, FOUR, List.of("add node 5 as voter"));
    }

    private static MembersList.Reply members() {
        return new MembersList.Reply(
                "1",
                2,
                1,
                List.of(
                        member("1", MembersList.Role.VOTER, true, 0, 2),
                        member("2", MembersList.Role.VOTER, true, 120, 1),
                        member("3", MembersList.Role.VOTER, false, 700_000, 0),
                        member("4", MembersList.Role.LISTENER, false, 3_700_000, 0),
                        member("5", MembersList.Role.JOINING, true, 10, 0)),
                new MembersList.Underway("id", "add-voter 5", 1, 1, false, "5", 1234));
    }

    private static MembersList.Member member(
            String id, MembersList.Role role, boolean alive, long silentMs, int leads) {
        return new MembersList.Member(
                id,
                role,
                alive,
                silentMs,
                leads,
                alive ? 0 : -1,
                id.equals("2"),
                "0.1.0",
                "db" + id + ":7000",
                "db" + id + ":9092",
                "db" + id + ":7070");
    }

    private static ClusterVerify.Reply verified(boolean same) {
        return new ClusterVerify.Reply(
                same,
                List.of(new ClusterVerify.Verified(
                        "data-0",
                        42,
                        123_456,
                        List.of(
                                new ClusterVerify.Replica("1", "aa11", true, ""),
                                new ClusterVerify.Replica(
                                        "2", "bb22", same, same ? "" : "partition 0 of topic x differs")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryCommandInThisForm(String form) throws IOException {
        for (var line : List.of(
                "leader",
                "leader show",
                "leader transfer 2",
                "members",
                "members prune --min-voters 2",
                "add-voter 5 db5:7000",
                "add-listener 5 db5:7000",
                "promote 4",
                "remove-server 5 --yes",
                "set-voters 1,2,3,5@db5:7000 --yes",
                "server drain 2",
                "cluster verify")) {
            // Given
            var cli = new CliRun(cluster());
            var words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("-o", form));

            // When
            var code = cli.run(words.toArray(String[]::new));

            // Then
            assertEquals(ExitCode.OK, code, cli.err());
            var name = line.startsWith("leader") || line.startsWith("members") || line.startsWith("server")
                    ? String.join("-", words.subList(0, line.matches("leader|members") ? 1 : 2))
                    : words.getFirst();
            Golden.assertSame("member/" + name + "." + form, cli.out());
        }
    }

    @Test
    void printsTheLeadersIdAlone() {
        // Given
        var cli = new CliRun(cluster());

        // When
        var code = cli.run("leader");

        // Then
        assertEquals(ExitCode.OK, code);
        assertEquals("1\n", cli.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"leader", "leader show"})
    void endsWith7WithoutALeader(String line) {
        // Given
        var cli = new CliRun(new FakeAdminClient().answer(AdminMethods.LEADER_SHOW, leaders(null)));

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(7, code.code());
        assertEquals("takhin: no node leads the metadata; see how the cluster is with: takhin health\n", cli.err());
    }

    @Test
    void endsWith10NamingTheReplicaThatDiffers() {
        // Given
        var cli = new CliRun(new FakeAdminClient().answer(AdminMethods.CLUSTER_VERIFY, verified(false)));

        // When
        var code = cli.run("cluster", "verify", "-o", "name");

        // Then
        assertEquals(10, code.code());
        assertEquals("2\n", cli.out());
        assertEquals("takhin: replicas differ: data-0 on node 2: partition 0 of topic x differs\n", cli.err());
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, 4, add-voter 4 db4:7000",
        "REFUSED, 5, remove-server 3 --yes",
        "NOT_FOUND, 3, remove-server 9 --yes",
        "DEADLINE, 9, add-voter 4 db4:7000",
        "NO_LEADER, 7, set-voters 1 --yes"
    })
    void endsWithTheCodeOfTheRefusal(ErrorCode error, int expected, String line) {
        // Given
        var refusal = new AdminError(error, "no", false, Applied.NO, null);
        var client = new FakeAdminClient()
                .fail(AdminMethods.MEMBERS_ADD, refusal)
                .fail(AdminMethods.MEMBERS_REMOVE, refusal)
                .fail(AdminMethods.MEMBERS_SET_VOTERS, refusal);
        var cli = new CliRun(client);

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(expected, code.code());
        assertEquals("takhin: no\n", cli.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove-server 3", "set-voters 1,2", "members prune --min-voters 1 --apply"})
    void removesNobodyUnconfirmed(String line) {
        // Given
        var client = cluster();
        var cli = new CliRun(client);

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(5, code.code());
        assertEquals(
                0,
                client.requests().stream().filter(MemberCommandsTest::removes).count());
    }

    private static boolean removes(Record request) {
        return request instanceof MembersRemove.Request remove && !remove.dryRun();
    }

    @Test
    void asksTheServerToJudgeADryRun() {
        // Given
        var client = cluster();
        var cli = new CliRun(client);

        // When
        cli.run("add-voter", "5", "db5:7000", "--keep-listener", "--dry-run");

        // Then
        assertEquals(List.of(new MembersAdd.Request("5", "db5:7000", false, true, true)), client.requests());
    }

    @ParameterizedTest
    @CsvSource({
        "leader transfer, name a node or give --any",
        "leader transfer 2 --any, name a node or give --any",
        "add-voter x db:1, 'ID: \"x\" is no whole number from 0 on'",
        "set-voters 1;2, 'ID,ID,...: \"1;2\" is no whole number from 0 on'"
    })
    void saysWhatIsWrong(String line, String problem) {
        // Given
        var cli = new CliRun(cluster());

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals("takhin: " + problem + "\n", cli.err());
    }
}
