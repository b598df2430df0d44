package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/** Reads and changes who belongs to a group and who leads it, by way of its leader. Any thread may call. */
public final class Configurations {

    private static final long WAIT_S = 5;

    private final RaftNode node;
    private final Peers peers;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    /** Sends to leaders that this node knows. */
    public Configurations(RaftNode node, Peers peers) {
        this.node = node;
        this.peers = peers;
    }

    /** The members of a group, as the newest entry of this node's log has them. */
    public Membership of(RaftGroupId group) {
        var conf = node.division(group).getRaftConf();
        return new Membership(
                addresses(conf.getAllPeers(RaftPeerRole.FOLLOWER)), addresses(conf.getAllPeers(RaftPeerRole.LISTENER)));
    }

    /** Where in the log these are. */
    public long index(RaftGroupId group) {
        return node.division(group).getRaftConf().getLogEntryIndex();
    }

    /** Whether these are committed, so that they stay, and what came before them is applied here. */
    public boolean isApplied(RaftGroupId group) {
        return index(group) <= node.division(group).getInfo().getLastAppliedIndex();
    }

    private static List<NodeAddress> addresses(Collection<? extends RaftPeer> members) {
        return members.stream()
                .map(peer -> new NodeAddress(GroupIds.nodeId(peer.getId()), peer.getAddress()))
                .toList();
    }

    /**
     * Has the leader go from one membership to another, if it still has the first. Done when the new one is committed;
     * with two equal ones, when the leader says that nothing is under way.
     *
     * @throws IOException if it has others, is changing already, or did not answer in time; it may go on then
     */
    public void change(RaftGroupId group, RaftPeer leader, Membership from, Membership to) throws IOException {
        // Always both lists in full: the mode that adds drops listeners, and arrays drop voters.
        var arguments = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(peers(from.voters()))
                .setListenersInCurrentConf(peers(from.listeners()))
                .setServersInNewConf(peers(to.voters()))
                .setListenersInNewConf(peers(to.listeners()))
                .build();
        var request = new SetConfigurationRequest(clientId, leader.getId(), group, calls.incrementAndGet(), arguments);
        administer(leader, request, server -> server.setConfigurationAsync(request));
    }

    /**
     * Has the leader hand over to another voter, or step down for none in particular.
     *
     * @throws IOException if it refuses or the other does not lead in time
     */
    public void transfer(RaftGroupId group, RaftPeer leader, @Nullable RaftPeerId to, Duration timeout)
            throws IOException {
        var request = new TransferLeadershipRequest(
                clientId, leader.getId(), group, calls.incrementAndGet(), to, timeout.toMillis());
        administer(leader, request, server -> server.transferLeadershipAsync(request));
    }

    private interface Local {
        CompletableFuture<RaftClientReply> call(RaftServer server) throws IOException;
    }

    private void administer(RaftPeer leader, RaftClientRequest request, Local local) throws IOException {
        if (!leader.getId().equals(node.server().getId())) {
            peers.administer(leader, request);
            return;
        }
        try {
            var reply = local.call(node.server()).get(WAIT_S, TimeUnit.SECONDS);
            if (!reply.isSuccess()) {
                throw reply.getException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IOException("not done within " + WAIT_S + " s", e);
        }
    }

    private static List<RaftPeer> peers(List<NodeAddress> nodes) {
        return nodes.stream().map(one -> RaftNode.peer(one.id(), one.raft())).toList();
    }
}
