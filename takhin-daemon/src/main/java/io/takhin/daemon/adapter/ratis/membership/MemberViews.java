package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.admin.member.MembersList;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.MembershipChange;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members as this node knows them, without asking anyone. */
public final class MemberViews {

    private final RaftNode node;
    private final GroupIds ids;
    private final Configurations configurations;
    private final ClusterWatch watch;
    private final Lags lags;
    private final Members.Metadata metadata;
    private final LeaderRequests leaders;
    private final Supplier<NodeHello> self;

    /** Looks at what a node knows. */
    public MemberViews(
            RaftNode node,
            GroupIds ids,
            Configurations configurations,
            ClusterWatch watch,
            Lags lags,
            Members.Metadata metadata,
            LeaderRequests leaders,
            Supplier<NodeHello> self) {
        this.node = node;
        this.ids = ids;
        this.configurations = configurations;
        this.watch = watch;
        this.lags = lags;
        this.metadata = metadata;
        this.leaders = leaders;
        this.self = self;
    }

    /** The members, and the change that is under way. */
    public MembersList.Reply list() {
        var members = configurations.of(ids.metadata());
        var change = metadata.control().change();
        var hellos = watch.hellos();
        var joining = joining(members, change);
        var electorate = Plan.electorate(members, watch::alive);
        return new MembersList.Reply(
                leaders.show().leader(),
                electorate.quorum(),
                electorate.tolerance(),
                Stream.concat(members.all(), joining.stream())
                        .sorted(Comparator.comparingInt(NodeAddress::id))
                        .map(member -> member(member, role(members, member.id()), hellos))
                        .toList(),
                change == null ? null : underway(change, joining, hellos));
    }

    private static MembersList.Role role(Membership members, int id) {
        if (members.votes(id)) {
            return MembersList.Role.VOTER;
        }
        return members.member(id).isPresent() ? MembersList.Role.LISTENER : MembersList.Role.JOINING;
    }

    /** Who is in the change's aim and not a member yet. */
    private static Optional<NodeAddress> joining(Membership members, @Nullable MembershipChange change) {
        return change == null
                ? Optional.empty()
                : change.goal()
                        .all()
                        .filter(member -> members.member(member.id()).isEmpty())
                        .findFirst();
    }

    private MembersList.Member member(NodeAddress member, MembersList.Role role, List<NodeHello> hellos) {
        int id = member.id();
        var hello = id == node.nodeId() ? Optional.of(self.get()) : watch.hello(id);
        return new MembersList.Member(
                String.valueOf(id),
                role,
                watch.alive(id),
                watch.silentMs(id),
                leaders.led(id),
                lag(id, hellos),
                metadata.control().drained().contains(id),
                hello.map(NodeHello::version).orElse(""),
                member.raft(),
                hello.map(NodeHello::kafka).orElse(""),
                hello.map(NodeHello::admin).orElse(""));
    }

    /** Who leads all groups follows nobody, and is not behind. */
    private long lag(int id, List<NodeHello> hellos) {
        long lag = lags.of(id, hellos);
        return lag < 0 && leaders.led(id) == ids.all().count() ? 0 : lag;
    }

    private MembersList.Underway underway(
            MembershipChange change, Optional<NodeAddress> joining, List<NodeHello> hellos) {
        var coming = joining.or(() -> change.goal()
                .all()
                .filter(member -> change.before().member(member.id()).isEmpty())
                .findFirst());
        return new MembersList.Underway(
                change.id(),
                change.what(),
                change.step() + 1,
                change.steps().size(),
                change.rollingBack(),
                coming.map(member -> String.valueOf(member.id())).orElse(null),
                coming.map(member -> lags.of(member.id(), hellos)).orElse(-1L));
    }
}
