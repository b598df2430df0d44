package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.adapter.ratis.apply.CommandReply;
import io.takhin.daemon.adapter.ratis.apply.MetadataGroup;
import io.takhin.daemon.adapter.ratis.group.IdSource;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Changes of the metadata, from any node: what only a node can judge (configs, the number of replicas) is judged here
 * against the newest image, the rest by the leader's decision; then the data groups are told. A lost answer is an
 * unknown outcome.
 */
final class TopicChanges {

    private static final Duration SPREAD_TIMEOUT = Duration.ofSeconds(1);

    private final RaftOptions options;
    private final RaftReplicas replicas;
    private final RaftConnections connections;
    private final Placement placement;
    private final TopicConfigRules rules;
    private final Clock clock;
    private final IntSupplier voters;
    private final IdSource ids = new IdSource();

    TopicChanges(
            RaftOptions options,
            RaftPorts ports,
            RaftReplicas replicas,
            RaftConnections connections,
            Placement placement,
            IntSupplier voters) {
        this.options = options;
        this.replicas = replicas;
        this.connections = connections;
        this.placement = placement;
        this.rules = ports.rules();
        this.clock = ports.clock();
        this.voters = voters;
    }

    CompletableFuture<Outcome<TopicState>> create(NewTopic topic, ChangeOptions how) {
        int wanted = topic.replicationFactor() == NewTopic.DEFAULT
                ? Math.min(options.replicationFactor(), voters.getAsInt())
                : topic.replicationFactor();
        // Who is named, the caller has judged: a listener can be.
        if (topic.assignment().isEmpty() && wanted > voters.getAsInt()) {
            return refused(
                    Reason.INVALID_REPLICATION_FACTOR,
                    voters.getAsInt() + " voters can't keep " + wanted + " replicas");
        }
        var problem = rules.problem(topic.configs());
        if (problem.isPresent()) {
            return refused(Reason.INVALID_CONFIG, problem.get());
        }
        int partitions = topic.partitions() == NewTopic.DEFAULT ? options.partitions() : topic.partitions();
        var id = ids.draw();
        var command = new MetadataCommand.CreateTopic(
                id, topic.name(), partitions, wanted, topic.configs(), clock.millis(), topic.assignment());
        return run(_ -> Outcome.done(command), after -> after.topic(id), how)
                // Sent twice when the first answer was lost, it finds itself.
                .thenApply(outcome -> outcome instanceof Outcome.Rejected<TopicState>
                                && created(id).isPresent()
                        ? Outcome.done(created(id).get())
                        : outcome);
    }

    private Optional<TopicState> created(TopicId id) {
        return replicas.metadata().machine().newest().image().topic(id);
    }

    CompletableFuture<Outcome<TopicState>> addPartitions(String name, NewPartitions wanted, ChangeOptions how) {
        return run(
                image -> ofTopic(
                        image,
                        name,
                        topic -> Outcome.done(
                                new MetadataCommand.AddPartitions(topic.id(), wanted.total(), wanted.assignment()))),
                after -> after.topic(name),
                how);
    }

    CompletableFuture<Outcome<TopicState>> alter(String name, ConfigChange change, ChangeOptions how) {
        return run(
                image -> ofTopic(image, name, topic -> {
                    Map<String, String> configs = new TreeMap<>(topic.configs());
                    configs.putAll(change.set());
                    change.remove().forEach(configs::remove);
                    return rules.problem(configs)
                            .<Outcome<MetadataCommand>>map(problem -> Outcome.reject(Reason.INVALID_CONFIG, problem))
                            .orElseGet(() -> Outcome.done(
                                    new MetadataCommand.AlterConfigs(topic.id(), change.set(), change.remove())));
                }),
                after -> after.topic(name),
                how);
    }

    CompletableFuture<Outcome<ClusterControl>> alterNode(String node, ConfigChange change, ChangeOptions how) {
        var command = new MetadataCommand.AlterNodeConfigs(node, change.set(), change.remove());
        if (how.dryRun()) {
            return CompletableFuture.completedFuture(
                    switch (MetadataMachine.decide(image(), command)) {
                        case Decision.Accepted(var events) ->
                            Outcome.done(image().with(events).control());
                        case Decision.Rejected(var rejection) -> new Outcome.Rejected<>(rejection);
                    });
        }
        return within(
                how.timeout(),
                command(command, how.timeout())
                        .thenCompose(answer -> then(answer, this::spread))
                        .thenApply(outcome -> outcome.map(_ -> image().control())));
    }

    CompletableFuture<Outcome<TopicState>> delete(String name, ChangeOptions how) {
        if (how.dryRun()) {
            return topic(name, how.timeout());
        }
        return within(
                how.timeout(),
                connections
                        .metadata()
                        .barrier(how.timeout())
                        .thenCompose(ready -> then(ready, _ -> {
                            var image = image();
                            return then(
                                    ofTopic(
                                            image,
                                            name,
                                            topic -> Outcome.done(new MetadataCommand.DeleteTopic(topic.id()))),
                                    command -> command(command, how.timeout())
                                            .thenApply(answer -> goneAlready(answer, image.topic(name)))
                                            .thenCompose(answer -> then(answer, this::spread))
                                            .thenCompose(answer -> then(answer, this::dropped)));
                        })));
    }

    /** Sent twice when the first answer was lost, it finds nothing more to delete. */
    private Outcome<CommandReply> goneAlready(Outcome<CommandReply> answer, Optional<TopicState> topic) {
        return answer instanceof Outcome.Rejected<CommandReply>(var rejection)
                        && rejection.reason() == Reason.UNKNOWN_TOPIC
                ? topic.map(gone -> Outcome.done(new CommandReply(
                                null,
                                gone,
                                0,
                                replicas.metadata().machine().newest().index())))
                        .orElse(answer)
                : answer;
    }

    private CompletableFuture<Outcome<TopicState>> dropped(CommandReply reply) {
        var topic = reply.topic();
        if (topic == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("deleted nothing"));
        }
        return placement
                .drop(topic, reply.index(), ChangeOptions.DEFAULT.timeout())
                .thenApply(outcome -> outcome.map(_ -> topic));
    }

    CompletableFuture<Outcome<ProducerIdBlock>> allocate(int count) {
        return within(
                ChangeOptions.DEFAULT.timeout(),
                command(new MetadataCommand.AllocateProducerIds(count), ChangeOptions.DEFAULT.timeout())
                        .thenApply(outcome -> outcome.map(reply -> new ProducerIdBlock(reply.value(), count))));
    }

    CompletableFuture<Outcome<TopicState>> topic(String name, Duration timeout) {
        return connections
                .metadata()
                .barrier(timeout)
                .thenApply(ready -> ready instanceof Outcome.Done<Boolean>
                        ? ofTopic(image(), name, Outcome::done)
                        : ready.map(_ -> {
                            throw new IllegalStateException("not ready");
                        }));
    }

    /** Judges against the newest image; then decides only, or has the leader decide and the data groups follow. */
    private CompletableFuture<Outcome<TopicState>> run(
            Function<MetadataImage, Outcome<MetadataCommand>> judge,
            Function<MetadataImage, Optional<TopicState>> result,
            ChangeOptions how) {
        return within(
                how.timeout(),
                connections
                        .metadata()
                        .barrier(how.timeout())
                        .thenCompose(ready -> then(
                                ready,
                                _ -> then(
                                        judge.apply(image()),
                                        command -> how.dryRun()
                                                ? CompletableFuture.completedFuture(decide(command, result))
                                                : command(command, how.timeout())
                                                        .thenCompose(answer -> then(answer, this::spread))
                                                        .thenCompose(answer ->
                                                                then(answer, reply -> placed(reply, how)))))));
    }

    private Outcome<TopicState> decide(MetadataCommand command, Function<MetadataImage, Optional<TopicState>> result) {
        var image = image();
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Accepted(var events) ->
                Outcome.done(result.apply(image.with(events)).orElseThrow());
            case Decision.Rejected(var rejection) -> new Outcome.Rejected<>(rejection);
        };
    }

    private CompletableFuture<Outcome<TopicState>> placed(CommandReply reply, ChangeOptions how) {
        var topic = reply.topic();
        if (topic == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("changed no topic"));
        }
        return placement.place(topic, reply.index(), how.timeout()).thenApply(outcome -> outcome.map(_ -> topic));
    }

    /** Has the leader decide a command; done when this node has applied it too. */
    private CompletableFuture<Outcome<CommandReply>> command(MetadataCommand command, Duration timeout) {
        return connections
                .metadata()
                .command(MetadataGroup.toBytes(command), timeout)
                .thenCompose(outcome -> then(
                        outcome,
                        reply -> replicas.metadata()
                                .states()
                                .appliedIndex()
                                .reached(reply.index())
                                .thenApply(_ -> Outcome.done(reply))));
    }

    /**
     * Followers hear with the next entry, or else with the next heartbeat, that an entry is committed. One more entry
     * that changes nothing spares clients that ask another node next the wait.
     */
    private CompletableFuture<Outcome<CommandReply>> spread(CommandReply reply) {
        var image = image();
        if (voters.getAsInt() == 1) {
            return CompletableFuture.completedFuture(Outcome.done(reply));
        }
        return connections
                .metadata()
                .command(
                        MetadataGroup.toBytes(new MetadataCommand.FormatCluster(image.clusterId(), image.dataGroups())),
                        SPREAD_TIMEOUT)
                // The change itself is done, whatever becomes of this.
                .handle((_, _) -> Outcome.done(reply));
    }

    private MetadataImage image() {
        return replicas.metadata().machine().newest().image();
    }

    private static <T> Outcome<T> ofTopic(MetadataImage image, String name, Function<TopicState, Outcome<T>> found) {
        return image.topic(name)
                .map(found)
                .orElseGet(() -> Outcome.reject(Reason.UNKNOWN_TOPIC, "there is no topic " + name));
    }

    private static <T> CompletableFuture<Outcome<T>> within(Duration timeout, CompletableFuture<Outcome<T>> answer) {
        return answer.completeOnTimeout(
                new Outcome.Unknown<>("no answer within " + timeout.toMillis() + " ms"),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static <A, B> CompletableFuture<Outcome<B>> then(
            Outcome<A> outcome, Function<A, CompletableFuture<Outcome<B>>> next) {
        return switch (outcome) {
            case Outcome.Done<A>(var value) -> next.apply(value);
            case Outcome.Rejected<A>(var rejection) ->
                CompletableFuture.completedFuture(new Outcome.Rejected<>(rejection));
            case Outcome.Unknown<A>(var message) -> CompletableFuture.completedFuture(new Outcome.Unknown<>(message));
        };
    }

    private static <T> CompletableFuture<Outcome<T>> refused(Reason reason, String message) {
        return CompletableFuture.completedFuture(Outcome.reject(reason, message));
    }
}
