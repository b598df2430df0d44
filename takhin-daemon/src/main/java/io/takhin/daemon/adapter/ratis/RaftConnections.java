package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.apply.AppendEntry;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.GroupClient;
import io.takhin.daemon.adapter.ratis.propose.LocalSubmitter;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import io.takhin.daemon.adapter.ratis.propose.Proposer;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.file.FreeSpaceGuard;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** The ways into the groups' logs. */
final class RaftConnections {

    private final Map<RaftGroupId, LocalSubmitter> submitters = new HashMap<>();
    private final Peers peers;
    private final Map<RaftGroupId, GroupClient> clients = new HashMap<>();
    private final List<Proposer> proposers;
    private final GroupIds ids;
    private final FreeSpaceGuard space;

    RaftConnections(RaftNode node, GroupIds ids, FreeSpaceGuard space, Clock clock) {
        this.space = space;
        this.ids = ids;
        this.peers = new Peers();
        ids.all().forEach(id -> {
            var submitter = new LocalSubmitter(node.server(), id);
            submitters.put(id, submitter);
            clients.put(id, new GroupClient(node, id, ids.name(id), submitter, peers));
        });
        this.proposers = ids.data().stream()
                .map(id -> new Proposer(ids.name(id), submitter(id), clock))
                .toList();
    }

    private LocalSubmitter submitter(RaftGroupId id) {
        return Objects.requireNonNull(submitters.get(id));
    }

    void appending(RaftGroupId group, RaftClientRequest request) {
        submitter(group).appending(request);
    }

    GroupClient metadata() {
        return client(ids.metadata());
    }

    GroupClient data(int group) {
        return client(ids.data().get(group));
    }

    private GroupClient client(RaftGroupId id) {
        return Objects.requireNonNull(clients.get(id));
    }

    Peers peers() {
        return peers;
    }

    /** Submits an entry that a peer sent, to this node's own replica. */
    CompletableFuture<Outcome<ByteString>> submit(RaftGroupId group, ByteString entry) {
        if (ids.number(group) >= 0 && AppendEntry.is(entry)) {
            var full = space.refusal();
            if (full.isPresent()) {
                return CompletableFuture.completedFuture(new Outcome.Rejected<>(full.get()));
            }
        }
        return submitter(group).submit(entry);
    }

    Proposer proposer(int group) {
        return proposers.get(group);
    }

    /** Gives up requests that no majority answered in time. */
    void endLate() {
        submitters.values().forEach(LocalSubmitter::endLate);
    }

    void closeProposers() {
        proposers.forEach(Proposer::close);
    }

    void closePeers() {
        peers.close();
    }
}
