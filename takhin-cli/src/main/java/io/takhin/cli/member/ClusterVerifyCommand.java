package io.takhin.cli.member;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code cluster verify}. */
public final class ClusterVerifyCommand implements Command {

    private record Row(ClusterVerify.Verified group, ClusterVerify.Replica replica) {}

    private static final Table<Row> TABLE = new Table<Row>()
            .left("GROUP", row -> row.group().group())
            .left("NODE", row -> row.replica().node())
            .right("INDEX", row -> row.group().index())
            .right("BYTES", row -> row.group().bytes())
            .left("SAME", row -> row.replica().same() ? "yes" : "no")
            .left("PROBLEM", row -> row.replica().problem())
            .wideLeft("HASH", row -> row.replica().hash());

    private static final View<ClusterVerify.Reply> VIEW = new View<>(
            ClusterVerify.Reply::groups,
            reply ->
                    differing(reply).map(row -> row.replica().node()).distinct().toList(),
            (reply, wide) -> List.<Block>of(TABLE.grid(rows(reply).toList(), wide)));

    private final Clients clients;

    /** Talks through these clients. */
    public ClusterVerifyCommand(Clients clients) {
        this.clients = clients;
    }

    private static Stream<Row> rows(ClusterVerify.Reply reply) {
        return reply.groups().stream()
                .flatMap(group -> group.replicas().stream().map(replica -> new Row(group, replica)));
    }

    private static Stream<Row> differing(ClusterVerify.Reply reply) {
        return rows(reply).filter(row -> !row.replica().same());
    }

    @Override
    public Description description() {
        return Description.of("cluster verify", "compare the replicas on all nodes")
                .details("Every replica of every group hashes what its leader had applied at one index. Exits 0 if all"
                        + " are the same, and 10 naming the replica that differs or does not answer. Every node reads"
                        + " all its records for it; give large clusters a longer --timeout. -o name prints the nodes"
                        + " that differ.")
                .exits(ExitCode.NO_LEADER, ExitCode.CONDITION_FALSE)
                .example("takhin cluster verify --timeout 10m", "are all copies the same?")
                .output(ClusterVerify.Reply.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var reply = clients.call(invocation, AdminMethods.CLUSTER_VERIFY, new ClusterVerify.Request());
        invocation.print(VIEW, reply);
        if (!reply.identical()) {
            var which = differing(reply)
                    .map(row -> row.group().group() + " on node "
                            + row.replica().node() + ": " + row.replica().problem())
                    .collect(Collectors.joining("; "));
            throw TakhinException.of(ErrorCode.CONDITION_FALSE, "replicas differ: " + which);
        }
    }
}
