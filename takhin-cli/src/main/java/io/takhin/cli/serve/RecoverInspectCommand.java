package io.takhin.cli.serve;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.json.Doc;
import io.takhin.daemon.app.FolderRecovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code recover inspect}: looks at folders, in this process and without a daemon. */
public final class RecoverInspectCommand implements Command {

    private static final Argument<List<Path>> FOLDERS =
            Argument.many("DIR", "data folders of stopped nodes of one cluster", 1, Completes.FOLDER, Path::of);

    private record Row(Node node, Group group) {}

    private static final Table<Row> TABLE = new Table<Row>()
            .left("NODE", row -> row.node().node())
            .left("GROUP", row -> row.group().group())
            .right("TERM", row -> row.group().term())
            .right("LAST TERM", row -> row.group().lastTerm())
            .right("LAST INDEX", row -> row.group().lastIndex())
            .right("COMMITTED", row -> row.group().committedIndex())
            .left("VOTERS", row -> String.join(",", row.group().voters()))
            .wideLeft("FOLDER", row -> row.node().folder());

    private static final View<Result> VIEW = new View<>(
            Result::nodes, result -> result.best() == null ? List.of() : List.of(result.best()), (result, wide) -> {
                var blocks = new ArrayList<Block>();
                blocks.add(TABLE.grid(
                        result.nodes().stream()
                                .flatMap(node -> node.groups().stream().map(group -> new Row(node, group)))
                                .toList(),
                        wide));
                if (result.best() != null) {
                    blocks.add(new Block.Line("best survivor: node " + result.best()));
                }
                result.lost().forEach(line -> blocks.add(new Block.Line("lost with it: " + line)));
                return blocks;
            });

    /**
     * What the folders have.
     *
     * @param nodes each of them
     * @param best the node with the most, null without nodes
     * @param lost what would be lost with it of what the others have
     */
    @Doc("What stopped nodes have of their cluster's Raft logs.")
    public record Result(
            @Doc("The nodes, as their folders were named.") List<Node> nodes,

            @Nullable @Doc("The node that is behind nobody in most groups.")
            String best,

            @Doc("What the others have and it has not, a line for each group and node.")
            List<String> lost) {}

    /**
     * A node.
     *
     * @param folder its folder
     * @param node its id
     * @param clusterId its cluster
     * @param recoveries how often that was recovered by force
     * @param groups what it has of each group
     */
    @Doc("A node.")
    public record Node(
            @Doc("Its data folder.") String folder,
            @Doc("Its id.") String node,
            @Doc("Its cluster.") String clusterId,
            @Doc("How often that was recovered by force.") int recoveries,
            @Doc("What it has of each group.") List<Group> groups) {}

    /**
     * A group on a node.
     *
     * @param group its name
     * @param term the newest term
     * @param lastTerm the term of the last entry
     * @param lastIndex the last entry
     * @param committedIndex up to where all is known to be committed
     * @param voters the voters
     */
    @Doc("A group on a node.")
    public record Group(
            @Doc("Its name.") String group,
            @Doc("The newest term the node knows.") long term,
            @Doc("The term of its last entry.") long lastTerm,

            @Doc("The index of its last entry, -1 for none.")
            long lastIndex,

            @Doc("Up to where the node knows that all is committed, -1 for nowhere.")
            long committedIndex,

            @Doc("The voters it knows, ID@HOST:PORT.") List<String> voters) {}

    @Override
    public Description description() {
        return Description.of("recover inspect", "see what stopped nodes have of their cluster")
                .details("For a cluster that has lost its quorum for good. Names the node that has the most, and what"
                        + " would be lost with it of what the others have. What is committed beyond COMMITTED the"
                        + " folders don't tell. Refuses folders that a process uses. -o name prints the best node.")
                .arguments(FOLDERS)
                .exits(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.REFUSED)
                .example("takhin recover inspect /mnt/db1/takhin /mnt/db2/takhin", "which of the two to go on with?")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var survey = FolderRecovery.inspect(invocation.get(FOLDERS));
        invocation.print(
                VIEW,
                new Result(
                        survey.nodes().stream().map(RecoverInspectCommand::node).toList(),
                        survey.best().isPresent() ? String.valueOf(survey.best().getAsInt()) : null,
                        survey.lost()));
    }

    private static Node node(FolderRecovery.Node node) {
        return new Node(
                node.folder().toString(),
                String.valueOf(node.nodeId()),
                node.clusterId(),
                node.recoveries(),
                node.groups().stream()
                        .map(group -> new Group(
                                group.name(),
                                group.term(),
                                group.lastTerm(),
                                group.lastIndex(),
                                group.committedIndex(),
                                group.voters()))
                        .toList());
    }
}
