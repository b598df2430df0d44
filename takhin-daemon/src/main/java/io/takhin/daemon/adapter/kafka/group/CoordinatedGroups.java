package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.PartitionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ConsumerGroupDescribeResponse;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;

/**
 * Operators' questions about groups, asked of the nodes that coordinate them. A coordinator that moves or loads is
 * waited for until the deadline.
 */
public final class CoordinatedGroups implements GroupAdmin {

    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final Backend backend;
    private final CoordinatorTopic topic;
    private final NodeRequests nodes;

    /** Finds coordinators by their topic. */
    public CoordinatedGroups(Backend backend, CoordinatorTopic topic, NodeRequests nodes) {
        this.backend = backend;
        this.topic = topic;
        this.nodes = nodes;
    }

    @Override
    public CompletableFuture<Outcome<List<Group>>> list(Duration timeout) {
        return patiently(timeout, this::listOnce);
    }

    @Override
    public CompletableFuture<Outcome<Description>> describe(String name, Duration timeout) {
        return patiently(
                timeout,
                () -> ask(
                                name,
                                GroupAdminRequests.describeConsumer(name),
                                (node, answer) ->
                                        GroupAdminAnswers.consumer(node, (ConsumerGroupDescribeResponse) answer))
                        .thenCompose(found -> isMissing(found)
                                ? ask(
                                        name,
                                        GroupAdminRequests.describeClassic(name),
                                        (node, answer) ->
                                                GroupAdminAnswers.classic(node, (DescribeGroupsResponse) answer))
                                : CompletableFuture.completedFuture(found)));
    }

    @Override
    public CompletableFuture<Outcome<List<Committed>>> offsets(String name, Duration timeout) {
        return patiently(
                timeout,
                () -> ask(
                        name,
                        GroupAdminRequests.offsets(name),
                        (_, answer) -> GroupAdminAnswers.offsets(name, (OffsetFetchResponse) answer)));
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> commit(String name, List<Committed> offsets, Duration timeout) {
        return patiently(
                timeout,
                () -> ask(
                        name,
                        GroupAdminRequests.commit(name, offsets),
                        (_, answer) -> GroupAdminAnswers.commit(name, (OffsetCommitResponse) answer)));
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> delete(String name, Duration timeout) {
        return patiently(
                timeout,
                () -> ask(
                        name,
                        GroupAdminRequests.delete(name),
                        (_, answer) -> GroupAdminAnswers.delete(name, (DeleteGroupsResponse) answer)));
    }

    private CompletableFuture<Outcome<List<Group>>> listOnce() {
        var leaders = new TreeSet<Integer>();
        var state = topic.state();
        if (state.isPresent()) {
            for (var partition : state.get().partitions().toList()) {
                var leader = leader(backend.status(partition));
                if (leader.isEmpty()) {
                    return refused("partition " + partition.partition() + " of " + topic.name() + " has no leader");
                }
                leaders.add(leader.getAsInt());
            }
        }
        var answers = leaders.stream()
                .map(node -> answerOf(
                        node,
                        GroupAdminRequests.list(),
                        (by, answer) -> GroupAdminAnswers.list(by, (ListGroupsResponse) answer)))
                .toList();
        return Futures.all(answers).thenApply(CoordinatedGroups::together);
    }

    private static Outcome<List<Group>> together(List<Outcome<List<Group>>> answers) {
        var all = new ArrayList<Group>();
        for (var answer : answers) {
            if (!(answer instanceof Outcome.Done<List<Group>>(var groups))) {
                return answer;
            }
            all.addAll(groups);
        }
        all.sort(Comparator.comparing(Group::name));
        return Outcome.done(List.copyOf(all));
    }

    /** Asks the coordinator of a group, once. */
    private <T> CompletableFuture<Outcome<T>> ask(
            String group, AbstractRequest request, BiFunction<Integer, AbstractResponse, Outcome<T>> reading) {
        var home = topic.home(group);
        if (home.isEmpty()) {
            // Before the first group there is no topic for them.
            return CompletableFuture.completedFuture(
                    Outcome.reject(Reason.UNKNOWN_GROUP, "group \"" + group + "\" does not exist"));
        }
        var leader = leader(backend.status(home.get()));
        return leader.isPresent()
                ? answerOf(leader.getAsInt(), request, reading)
                : refused("group \"" + group + "\" has no coordinator at the moment");
    }

    private <T> CompletableFuture<Outcome<T>> answerOf(
            int node, AbstractRequest request, BiFunction<Integer, AbstractResponse, Outcome<T>> reading) {
        return nodes.ask(node, request)
                .handle((answer, failure) -> failure == null
                        ? reading.apply(node, answer)
                        // Sent again: each of these requests may be carried out twice.
                        : Outcome.reject(Reason.NOT_READY, "node " + node + " does not answer: " + failure));
    }

    private static <T> CompletableFuture<Outcome<T>> patiently(
            Duration timeout, Supplier<CompletableFuture<Outcome<T>>> attempt) {
        return again(System.nanoTime() + timeout.toNanos(), attempt);
    }

    private static <T> CompletableFuture<Outcome<T>> again(
            long deadlineNanos, Supplier<CompletableFuture<Outcome<T>>> attempt) {
        return attempt.get()
                .thenCompose(outcome -> outcome instanceof Outcome.Rejected<T>(var rejection)
                                && rejection.reason() == Reason.NOT_READY
                                && System.nanoTime() - deadlineNanos < 0
                        ? CompletableFuture.completedFuture(true)
                                .thenComposeAsync(_ -> again(deadlineNanos, attempt), SOON)
                        : CompletableFuture.completedFuture(outcome));
    }

    private static boolean isMissing(Outcome<?> outcome) {
        return outcome instanceof Outcome.Rejected<?>(var rejection) && rejection.reason() == Reason.UNKNOWN_GROUP;
    }

    private static OptionalInt leader(Outcome<PartitionStatus> outcome) {
        return outcome instanceof Outcome.Done<PartitionStatus>(var status) ? status.leader() : OptionalInt.empty();
    }

    private static <T> CompletableFuture<Outcome<T>> refused(String message) {
        return CompletableFuture.completedFuture(Outcome.reject(Reason.NOT_READY, message));
    }
}
