package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.cluster.NodeConfig;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The cluster and its health, from what the backend knows at this moment. Nothing here waits. */
public final class ClusterStates {

    private final Backend backend;
    private final String version;
    private final boolean consensus;
    private final Supplier<List<Health.Reason>> nodeFaults;

    /**
     * Tells of a backend.
     *
     * @param nodeFaults what is wrong with this node beneath the backend, such as its disk
     */
    public ClusterStates(Backend backend, String version, boolean consensus, Supplier<List<Health.Reason>> nodeFaults) {
        this.backend = backend;
        this.version = version;
        this.consensus = consensus;
        this.nodeFaults = nodeFaults;
    }

    /** What cluster this is. */
    public ClusterInfo info() {
        var view = backend.cluster();
        var topics = backend.metadata().topics();
        return new ClusterInfo(
                view.clusterId(),
                version,
                Integer.toString(view.nodeId()),
                view.controllerId().isPresent()
                        ? Integer.toString(view.controllerId().getAsInt())
                        : null,
                consensus,
                view.ready(),
                view.nodes().stream()
                        .sorted(Comparator.comparingInt(ClusterView.Node::id))
                        .map(ClusterStates::node)
                        .toList(),
                topics.size(),
                topics.stream().mapToInt(TopicState::partitionCount).sum(),
                configs());
    }

    private List<NodeConfig> configs() {
        var configs = new ArrayList<NodeConfig>();
        backend.metadata()
                .control()
                .configs()
                .forEach((node, own) -> own.forEach((name, value) -> configs.add(new NodeConfig(node, name, value))));
        return configs;
    }

    private static NodeInfo node(ClusterView.Node node) {
        return new NodeInfo(
                Integer.toString(node.id()), node.raft(), node.kafka(), node.admin(), node.voter(), node.alive());
    }

    /** How it is. */
    public Health health() {
        var view = backend.cluster();
        var reasons = new ArrayList<>(nodeFaults.get());
        if (!view.ready()) {
            reasons.add(new Health.Reason("not-ready", view.notReadyReason()));
        } else if (view.controllerId().isEmpty()) {
            reasons.add(new Health.Reason("no-leader", "no node leads the metadata"));
        }
        for (var node : view.nodes()) {
            if (!node.alive()) {
                reasons.add(new Health.Reason("node-down", "node " + node.id() + " was not heard of lately"));
            }
        }
        if (view.ready()) {
            var tally = new Tally();
            backend.metadata().topicsByName().forEach(tally::add);
            reasons.addAll(tally.reasons());
        }
        int voters = (int) view.nodes().stream().filter(ClusterView.Node::voter).count();
        int alive = (int) view.nodes().stream()
                .filter(node -> node.voter() && node.alive())
                .count();
        int quorum = voters / 2 + 1;
        return new Health(
                reasons.isEmpty(), view.ready(), Math.max(0, alive - quorum), voters, alive, List.copyOf(reasons));
    }

    /** How ready a topic is. */
    public WatchUpdate.TopicReadiness readiness(TopicState topic) {
        var tally = new Tally();
        tally.add(topic);
        return new WatchUpdate.TopicReadiness(
                topic.name(), topic.partitionCount(), tally.leaderless, tally.underReplicated);
    }

    /** Counts what is wrong with partitions, and remembers the first of each kind. */
    private final class Tally {

        private int leaderless;
        private int underReplicated;
        private int failed;
        private int full;
        private String firstLeaderless = "";
        private String firstUnderReplicated = "";
        private String failure = "";
        private String fullness = "";

        void add(TopicState topic) {
            for (int number = 0; number < topic.partitionCount(); number++) {
                var name = topic.name() + "-" + number;
                switch (backend.status(topic.partition(number))) {
                    case Outcome.Done<PartitionStatus>(var status) -> add(name, status);
                    case Outcome.Rejected<PartitionStatus>(var rejection) -> add(name, rejection);
                    case Outcome.Unknown<PartitionStatus> unknown -> addLeaderless(name);
                }
            }
        }

        private void add(String name, PartitionStatus status) {
            if (status.leader().isEmpty()) {
                addLeaderless(name);
            }
            if (status.inSync().size() < status.replicas().size() && underReplicated++ == 0) {
                firstUnderReplicated = name;
            }
        }

        private void add(String name, Rejection rejection) {
            if (rejection.reason() == Rejection.Reason.STORAGE_FAILED && failed++ == 0) {
                failure = rejection.message();
            } else if (rejection.reason() == Rejection.Reason.STORAGE_FULL && full++ == 0) {
                fullness = rejection.message();
            }
            addLeaderless(name);
        }

        private void addLeaderless(String name) {
            if (leaderless++ == 0) {
                firstLeaderless = name;
            }
        }

        List<Health.Reason> reasons() {
            var reasons = new ArrayList<Health.Reason>();
            if (failed > 0) {
                reasons.add(new Health.Reason("storage-failed", failure));
            }
            if (full > 0) {
                reasons.add(new Health.Reason("storage-full", fullness));
            }
            if (leaderless > 0) {
                reasons.add(new Health.Reason(
                        "no-leader", leaderless + " partitions have no leader, first " + firstLeaderless));
            }
            if (underReplicated > 0) {
                reasons.add(new Health.Reason(
                        "under-replicated",
                        underReplicated + " partitions have replicas that are not in sync, first "
                                + firstUnderReplicated));
            }
            return reasons;
        }
    }
}
