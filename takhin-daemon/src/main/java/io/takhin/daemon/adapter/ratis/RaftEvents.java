package io.takhin.daemon.adapter.ratis;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.GroupEvents;
import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.PeerAdmission;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.membership.PeerBook;
import io.takhin.daemon.core.Outcome;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the groups tell to where it belongs. */
final class RaftEvents implements GroupEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RaftEvents.class);

    private final RaftPorts ports;
    private final GroupIds ids;
    private final PeerBook book;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile @Nullable RaftBackend backend;

    RaftEvents(RaftPorts ports, GroupIds ids, PeerBook book) {
        this.ports = ports;
        this.ids = ids;
        this.book = book;
    }

    /** From here on the backend hears what is for it; what came before concerned nothing it had. */
    void connect(RaftBackend newBackend) {
        backend = newBackend;
    }

    /** From here on a group that stops is no fault. */
    void closing() {
        closing.set(true);
    }

    @Override
    public void leading(RaftGroupId group) {
        LOG.atInfo().addKeyValue("group", ids.name(group)).log("This node leads");
        var connected = backend;
        if (connected != null && group.equals(ids.metadata())) {
            connected.leadsMetadata();
        }
    }

    @Override
    public void following(RaftGroupId group) {
        LOG.atInfo().addKeyValue("group", ids.name(group)).log("This node follows");
        var connected = backend;
        if (connected != null && ids.number(group) >= 0) {
            connected.follows(ids.number(group));
        }
    }

    @Override
    public void checkpointed(RaftGroupId group) {
        var connected = backend;
        if (connected != null && !closing.get()) {
            connected.purge(group);
        }
    }

    @Override
    public void failed(RaftGroupId group, String what, Throwable cause) {
        if (!failed.getAndSet(true)) {
            ports.faults().fatal(what, cause);
        }
    }

    @Override
    public void stopped(RaftGroupId group) {
        var connected = backend;
        if (!closing.get() && (connected == null || !connected.wasRemoved())) {
            failed(group, "group " + ids.name(group) + " stopped by itself", new IllegalStateException("stopped"));
        }
    }

    @Override
    public void appending(RaftGroupId group, RaftClientRequest request) {
        var connected = backend;
        if (connected != null) {
            connected.connections().appending(group, request);
        }
    }

    @Override
    public byte[] hello() {
        return RecordJson.toBytes(started().hello());
    }

    @Override
    public PeerAdmission admit(PeerQuestion.Admit question) throws IOException {
        return book.admit(question);
    }

    @Override
    public byte[] answer(RaftGroupId group, PeerQuestion question) throws IOException {
        return started().answer(group, question);
    }

    @Override
    public GroupMachine.Source source(RaftGroupId group, RaftPeerProto leader) {
        // A newcomer knows no members yet, so the address is the one that came with the call.
        var peer = RaftPeer.newBuilder()
                .setId(RaftPeerId.valueOf(leader.getId()))
                .setAddress(leader.getAddress())
                .build();
        return connected().peers().source(group, peer);
    }

    @Override
    public CompletableFuture<Outcome<ByteString>> propose(RaftGroupId group, ByteString entry) {
        return connected().submit(group, entry);
    }

    @Override
    public CompletableFuture<ByteString> call(ByteString request) {
        return Objects.requireNonNull(backend, "not started yet").links().answer(request);
    }

    private RaftConnections connected() {
        return started().connections();
    }

    private RaftBackend started() {
        return Objects.requireNonNull(backend, "not started yet");
    }
}
