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
import java.time.Duration;

/**
 * What an operator asks of the cluster itself. Any node takes a request and sees to it that the leaders carry it out.
 *
 * <p>All methods but {@link #leaders} and {@link #members} block up to the time given. A refusal is a
 * {@link io.takhin.common.error.TakhinException} with the code of the admin API: a change that is refused, or judged
 * only, changed nothing. A change that returns was committed by every group and read back.
 */
public interface ClusterAdmin {

    /** Who leads, as this node knows. */
    LeaderShow.Reply leaders();

    /** The members, as this node knows. */
    MembersList.Reply members();

    /** Moves leadership and waits until the new leader is seen. */
    LeaderTransfer.Reply transfer(LeaderTransfer.Request request, Duration timeout);

    /** Adds a node; past the deadline all is as before, or the node stays as a listener. */
    MembershipReply add(MembersAdd.Request request, Duration timeout);

    /** Makes a listener a voter. */
    MembershipReply promote(MembersPromote.Request request, Duration timeout);

    /** Removes a node; refused if fewer voters than a quorum would be alive. */
    MembershipReply remove(MembersRemove.Request request, Duration timeout);

    /** Goes to these voters in single steps; past the deadline the leader goes on, and the same request follows it. */
    MembershipReply setVoters(MembersSetVoters.Request request, Duration timeout);

    /** Keeps leadership away from a node, or lets it come back. */
    ServerDrain.Reply drain(ServerDrain.Request request, Duration timeout);

    /** Compares the replicas of every group. */
    ClusterVerify.Reply verify(Duration timeout);

    /** Has nodes write what they applied to snapshots of their own; what did not work is in the reply. */
    SnapshotCreate.Reply checkpoint(SnapshotCreate.Request request, Duration timeout);
}
