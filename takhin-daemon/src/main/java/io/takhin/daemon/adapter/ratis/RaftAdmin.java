package io.takhin.daemon.adapter.ratis;

import io.takhin.common.admin.cluster.SnapshotCreate;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersPromote;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembersSetVoters;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.admin.member.ServerDrain;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.membership.ChangeDriver;
import io.takhin.daemon.adapter.ratis.membership.ClusterWatch;
import io.takhin.daemon.adapter.ratis.membership.Configurations;
import io.takhin.daemon.adapter.ratis.membership.Departure;
import io.takhin.daemon.adapter.ratis.membership.Lags;
import io.takhin.daemon.adapter.ratis.membership.LeaderRequests;
import io.takhin.daemon.adapter.ratis.membership.Leaders;
import io.takhin.daemon.adapter.ratis.membership.MemberViews;
import io.takhin.daemon.adapter.ratis.membership.Members;
import io.takhin.daemon.adapter.ratis.membership.Newcomers;
import io.takhin.daemon.adapter.ratis.membership.NodeHello;
import io.takhin.daemon.adapter.ratis.verify.ReplicaHashes;
import io.takhin.daemon.adapter.ratis.verify.Verification;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.port.ClusterAdmin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator asks of the cluster, and what its members see to by themselves. */
final class RaftAdmin implements ClusterAdmin {

    private static final Logger LOG = LoggerFactory.getLogger(RaftAdmin.class);
    private static final Duration FORMAT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(3);

    private final RaftOptions options;
    private final RaftPorts ports;
    private final GroupIds ids;
    private final RaftReplicas replicas;
    private final MetadataAccess metadata;
    private final Configurations configurations;
    private final Lags lags;
    private final ClusterWatch watch;
    private final Leaders leaders;
    private final ChangeDriver driver;
    private final Departure departure;
    private final Members members;
    private final LeaderRequests leaderRequests;
    private final MemberViews views;
    private final Verification verification;
    private final ReplicaHashes hashes;
    private final Checkpoints checkpoints;

    RaftAdmin(
            RaftOptions options,
            RaftPorts ports,
            GroupIds ids,
            RaftNode node,
            RaftReplicas replicas,
            RaftConnections connections) {
        this.options = options;
        this.ports = ports;
        this.ids = ids;
        this.replicas = replicas;
        this.metadata = new MetadataAccess(replicas, connections);
        var clock = ports.clock();
        this.configurations = new Configurations(node, connections.peers());
        this.lags = new Lags(node, ids);
        this.departure = new Departure(
                node,
                ids,
                configurations,
                options.clusterId(),
                options.folder(),
                (what, cause) -> ports.faults().fatal(what, cause));
        this.watch = new ClusterWatch(node, ids.metadata(), connections.peers(), departure::heard);
        this.leaders = new Leaders(node, ids, configurations, lags, watch, metadata::control, clock);
        this.driver = new ChangeDriver(node, ids, configurations, watch, metadata::control, metadata::propose, clock);
        var newcomers = new Newcomers(ids, options.clusterId(), connections.peers());
        this.members = new Members(ids.metadata(), configurations, watch, newcomers, metadata, lags, clock);
        this.leaderRequests = new LeaderRequests(node, ids, configurations, watch, metadata, clock);
        this.views = new MemberViews(node, ids, configurations, watch, lags, metadata, leaderRequests, this::hello);
        this.verification = new Verification(node, ids, connections.peers());
        this.checkpoints = new Checkpoints(node, ids, connections.peers(), replicas);
        this.hashes = new ReplicaHashes(replicas.metadata(), replicas.data(), replicas.replicas());
    }

    ClusterWatch watch() {
        return watch;
    }

    /** Gives the cluster its id, which a cluster that has it keeps. Waits for the answer. */
    void format(BooleanSupplier closed) {
        var format = new MetadataCommand.FormatCluster(options.clusterId(), options.dataGroups());
        try {
            metadata.command(format, FORMAT_TIMEOUT);
        } catch (TakhinException e) {
            if (!closed.getAsBoolean()) {
                LOG.atWarn().setCause(e).log("The cluster was not formatted");
            }
        }
    }

    /** Asks the peers how they are, and looks at what this node knows of those that it leads. */
    void watchOthers() {
        watch.told(lags.led());
        watch.ask();
    }

    /** Goes on with a change of members, where this node leads the metadata. */
    void drive() {
        driver.drive();
    }

    /** Spreads the leaders. */
    void spread() {
        leaders.spread();
    }

    /** Moves all that this node leads to others, as far as there are any. */
    void leave() {
        leaders.leave(LEAVE_TIMEOUT);
    }

    /** Whether the node ends since it was removed. */
    boolean wasRemoved() {
        return departure.isNoticed();
    }

    private List<Integer> coming() {
        var change = replicas.metadata().machine().newest().image().control().change();
        return change == null
                ? List.of()
                : Stream.concat(Stream.of(change.fallback()), change.steps().stream())
                        .flatMap(step -> step.all().map(member -> member.id()))
                        .distinct()
                        .toList();
    }

    NodeHello hello() {
        var self = ports.self().get();
        var control = replicas.metadata().machine().newest().image().control();
        var known = configurations.of(ids.metadata());
        return new NodeHello(
                self.id(),
                self.kafka(),
                self.admin(),
                ports.version(),
                NodeHello.PROTOCOL,
                options.clusterId(),
                new NodeHello.Configuration(
                        configurations.index(ids.metadata()),
                        configurations.isApplied(ids.metadata()),
                        known.voters().stream().map(voter -> voter.id()).toList(),
                        known.listeners().stream()
                                .map(listener -> listener.id())
                                .toList(),
                        coming()),
                control.last(),
                control.lastFailed(),
                lags.led());
    }

    byte[] answer(RaftGroupId group, PeerQuestion question) throws IOException {
        if (question instanceof PeerQuestion.TakeCheckpoint take) {
            return checkpoints.answer(group, take);
        }
        return Verification.answer(hashes, ids.number(group), question);
    }

    @Override
    public LeaderShow.Reply leaders() {
        return leaderRequests.show();
    }

    @Override
    public MembersList.Reply members() {
        return views.list();
    }

    @Override
    public LeaderTransfer.Reply transfer(LeaderTransfer.Request request, Duration timeout) {
        return leaderRequests.transfer(request, timeout);
    }

    @Override
    public MembershipReply add(MembersAdd.Request request, Duration timeout) {
        return members.add(request, timeout);
    }

    @Override
    public MembershipReply promote(MembersPromote.Request request, Duration timeout) {
        return members.promote(request, timeout);
    }

    @Override
    public MembershipReply remove(MembersRemove.Request request, Duration timeout) {
        return members.remove(request, timeout);
    }

    @Override
    public MembershipReply setVoters(MembersSetVoters.Request request, Duration timeout) {
        return members.setVoters(request, timeout);
    }

    @Override
    public ServerDrain.Reply drain(ServerDrain.Request request, Duration timeout) {
        return leaderRequests.drain(request, timeout);
    }

    @Override
    public ClusterVerify.Reply verify(Duration timeout) {
        return verification.verify(timeout);
    }

    @Override
    public SnapshotCreate.Reply checkpoint(SnapshotCreate.Request request, Duration timeout) {
        return checkpoints.take(request, timeout);
    }
}
