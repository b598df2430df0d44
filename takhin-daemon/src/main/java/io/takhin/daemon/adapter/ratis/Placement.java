package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.apply.CommandReply;
import io.takhin.daemon.adapter.ratis.apply.DataCommand;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Carries the metadata's topics over to the data groups, each of which opens and drops partitions by commands of its
 * own. Whoever changes a topic tells the groups at once; and the leader of each group looks from time to time whether
 * something is missing, since who changed it may have died in between.
 */
final class Placement {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RaftReplicas replicas;
    private final RaftConnections connections;

    Placement(RaftReplicas replicas, RaftConnections connections) {
        this.replicas = replicas;
        this.connections = connections;
    }

    /** Tells all groups of a topic that it is there, as of an index; done when this node's replicas have it too. */
    CompletableFuture<Outcome<Boolean>> place(TopicState topic, long metadataIndex, Duration timeout) {
        return tell(topic, new DataCommand.PlaceTopic(topic, metadataIndex), timeout);
    }

    /** Tells all groups of a topic that it is gone. */
    CompletableFuture<Outcome<Boolean>> drop(TopicState topic, long metadataIndex, Duration timeout) {
        return tell(topic, new DataCommand.DropTopic(topic.id(), metadataIndex), timeout);
    }

    private CompletableFuture<Outcome<Boolean>> tell(TopicState topic, DataCommand command, Duration timeout) {
        CompletableFuture<Outcome<Boolean>> all = CompletableFuture.completedFuture(Outcome.done(true));
        for (int group : new HashSet<>(topic.groups())) {
            var one = tell(group, command, timeout);
            all = all.thenCombine(one, (a, b) -> a instanceof Outcome.Done<Boolean> ? b : a);
        }
        return all;
    }

    private CompletableFuture<Outcome<Boolean>> tell(int group, DataCommand command, Duration timeout) {
        return connections
                .data(group)
                .command(DataGroup.toBytes(command), timeout)
                .thenCompose(outcome -> switch (outcome) {
                    case Outcome.Done<CommandReply>(var reply) ->
                        replicas.data()
                                .get(group)
                                .states()
                                .appliedIndex()
                                .reached(reply.index())
                                .thenApply(_ -> Outcome.done(true));
                    case Outcome.Rejected<CommandReply>(var rejection) ->
                        CompletableFuture.completedFuture(new Outcome.Rejected<>(rejection));
                    case Outcome.Unknown<CommandReply>(var message) ->
                        CompletableFuture.completedFuture(new Outcome.Unknown<>(message));
                });
    }

    /** Proposes what a group that this node leads lacks or has too much, against the metadata that this node has. */
    void reconcile(int group) {
        var metadata = replicas.metadata().machine().newest();
        var image = replicas.data().get(group).machine().image();
        var missing = metadata.image().topics().stream()
                .filter(topic -> topic.groups().contains(group) && image.accepts(topic, metadata.index()))
                .map(topic -> (DataCommand) new DataCommand.PlaceTopic(topic, metadata.index()));
        var surplus = image.topics().stream()
                .filter(placed -> placed.metadataIndex() <= metadata.index()
                        && metadata.image().topic(placed.topic().id()).isEmpty())
                .map(placed ->
                        (DataCommand) new DataCommand.DropTopic(placed.topic().id(), metadata.index()));
        // What fails is found again the next time.
        Stream.concat(missing, surplus).forEach(command -> {
            var _ = connections.data(group).command(DataGroup.toBytes(command), TIMEOUT);
        });
    }
}
