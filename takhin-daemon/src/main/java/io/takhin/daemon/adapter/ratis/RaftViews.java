package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.membership.ClusterWatch;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.log.PartitionPlace;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/** What this node knows without asking anyone. */
final class RaftViews {

    /** How many entries a replica may be behind and still counts as in sync. */
    private static final long IN_SYNC_ENTRIES_MAX = 1000;

    private final RaftOptions options;
    private final RaftPorts ports;
    private final GroupIds ids;
    private final RaftNode node;
    private final RaftReplicas replicas;
    private final ClusterWatch watch;
    private final Partitions partitions;
    private final Readiness readiness;

    RaftViews(
            RaftOptions options,
            RaftPorts ports,
            GroupIds ids,
            RaftNode node,
            RaftReplicas replicas,
            ClusterWatch watch,
            Partitions partitions,
            Readiness readiness) {
        this.readiness = readiness;
        this.options = options;
        this.ports = ports;
        this.ids = ids;
        this.node = node;
        this.replicas = replicas;
        this.watch = watch;
        this.partitions = partitions;
    }

    Outcome<PartitionStatus> status(PartitionId id) {
        return partitions.find(id).map(open -> {
            var group = ids.data().get(open.group());
            var log = open.log();
            return new PartitionStatus(
                    leader(group),
                    Math.toIntExact(node.division(group).getInfo().getCurrentTerm()),
                    nodeIds(node.members(group)),
                    inSync(group),
                    log.startOffset(),
                    log.highWatermark(),
                    log.lastStableOffset(),
                    log.sizeBytes());
        });
    }

    /** A leader that has yet to open the partition does not name itself: it could not serve who comes. */
    Outcome<PartitionPlace> place(PartitionId id) {
        return partitions.assigned(id).map(assigned -> {
            var group = ids.data().get(assigned.group());
            var leader = leader(group);
            boolean opening = leader.equals(OptionalInt.of(options.nodeId()))
                    && !(partitions.find(id) instanceof Outcome.Done<Partitions.Open> _);
            return new PartitionPlace(
                    opening ? OptionalInt.empty() : leader,
                    Math.toIntExact(node.division(group).getInfo().getCurrentTerm()),
                    nodeIds(node.members(group)),
                    inSync(group));
        });
    }

    /**
     * Who leads a group and serves. This node does not before it has applied what the leaders before it committed:
     * until then its logs lack the end of what they acknowledged, and a coordinator would load a state without it (Raft
     * §8).
     */
    private OptionalInt leader(RaftGroupId group) {
        var leader = node.leader(group);
        return leader.equals(OptionalInt.of(options.nodeId())) && !node.leads(group) ? OptionalInt.empty() : leader;
    }

    private List<Integer> inSync(RaftGroupId group) {
        var commits = node.division(group).getCommitInfos().stream()
                .collect(
                        Collectors.toMap(info -> info.getServer().getId(), CommitInfoProto::getCommitIndex, Math::max));
        long newest = commits.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return node.members(group).stream()
                .filter(peer -> newest - commits.getOrDefault(peer.getId().toByteString(), 0L) <= IN_SYNC_ENTRIES_MAX)
                .map(peer -> GroupIds.nodeId(peer.getId()))
                .filter(watch::alive)
                .sorted()
                .toList();
    }

    ClusterView cluster(boolean closing) {
        var problem = closing ? "the node is stopping" : notReady();
        var voters = nodeIds(node.voters(ids.metadata()));
        var nodes = new ArrayList<ClusterView.Node>();
        for (var peer : node.members(ids.metadata())) {
            nodes.add(member(peer, voters.contains(GroupIds.nodeId(peer.getId()))));
        }
        if (nodes.isEmpty()) {
            nodes.add(ports.self().get());
        }
        return new ClusterView(
                options.clusterId(),
                options.nodeId(),
                closing ? OptionalInt.empty() : node.leader(ids.metadata()),
                nodes,
                problem.isEmpty(),
                problem);
    }

    private ClusterView.Node member(RaftPeer peer, boolean voter) {
        int id = GroupIds.nodeId(peer.getId());
        if (id == options.nodeId()) {
            var self = ports.self().get();
            return new ClusterView.Node(id, peer.getAddress(), self.kafka(), self.admin(), voter, true);
        }
        var hello = watch.hello(id);
        return new ClusterView.Node(
                id,
                peer.getAddress(),
                hello.map(known -> known.kafka()).orElse(""),
                hello.map(known -> known.admin()).orElse(""),
                voter,
                watch.alive(id));
    }

    private String notReady() {
        if (node.members(ids.metadata()).isEmpty()) {
            return "the node waits to be added to a cluster: run takhin add-voter " + options.nodeId() + " "
                    + options.raft() + " against a member";
        }
        var leaderless =
                ids.all().filter(id -> node.leader(id).isEmpty()).map(ids::name).toList();
        if (!leaderless.isEmpty()) {
            return "no leader of " + String.join(", ", leaderless);
        }
        if (!readiness.behind().isEmpty()) {
            return "the node catches up with " + String.join(", ", readiness.behind());
        }
        return replicas.metadata().machine().newest().image().dataGroups() == 0 ? "the cluster is being formatted" : "";
    }

    private static List<Integer> nodeIds(List<RaftPeer> peers) {
        return peers.stream()
                .map(peer -> GroupIds.nodeId(peer.getId()))
                .sorted()
                .toList();
    }
}
