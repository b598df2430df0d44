package io.takhin.daemon.port;

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
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The cluster of a node without consensus: it can be looked at, and has no members to change. */
public final class OneNodeAdmin implements ClusterAdmin {

    private final Supplier<ClusterView> cluster;

    /** Shows this cluster. */
    public OneNodeAdmin(Supplier<ClusterView> cluster) {
        this.cluster = cluster;
    }

    @Override
    public LeaderShow.Reply leaders() {
        var leader = cluster.get().controllerId();
        return new LeaderShow.Reply(leader.isPresent() ? String.valueOf(leader.getAsInt()) : null, List.of());
    }

    @Override
    public MembersList.Reply members() {
        var members = cluster.get().nodes().stream()
                .map(node -> new MembersList.Member(
                        String.valueOf(node.id()),
                        MembersList.Role.VOTER,
                        node.alive(),
                        0,
                        0,
                        0,
                        false,
                        "",
                        node.raft(),
                        node.kafka(),
                        node.admin()))
                .toList();
        return new MembersList.Reply(leaders().leader(), 1, 0, members, null);
    }

    @Override
    public LeaderTransfer.Reply transfer(LeaderTransfer.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public MembershipReply add(MembersAdd.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public MembershipReply promote(MembersPromote.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public MembershipReply remove(MembersRemove.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public MembershipReply setVoters(MembersSetVoters.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public ServerDrain.Reply drain(ServerDrain.Request request, Duration timeout) {
        throw refused();
    }

    @Override
    public ClusterVerify.Reply verify(Duration timeout) {
        throw refused();
    }

    @Override
    public SnapshotCreate.Reply checkpoint(SnapshotCreate.Request request, Duration timeout) {
        throw new TakhinException(
                AdminError.of(ErrorCode.REFUSED, "this node runs without consensus: it has no Raft log to shorten")
                        .withHint("copy what it has with: takhin snapshot save FILE"));
    }

    private static TakhinException refused() {
        return new TakhinException(
                AdminError.of(ErrorCode.REFUSED, "this node runs without consensus: it has no other members")
                        .withHint("a cluster's nodes have raft.enabled: true, or are started with --initial-voters"));
    }
}
