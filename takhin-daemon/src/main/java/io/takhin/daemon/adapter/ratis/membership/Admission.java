package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.config.HostPort;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.adapter.ratis.apply.PeerAdmission;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.propose.Peers;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other first voters of a cluster whether this node, whose folder is new, was here before. Each of them keeps
 * the first incarnation it hears of; more than half of them have to admit this one, so that a second one, asking as
 * many, meets somebody who knows the first.
 *
 * <p>A voter that is as far as this one is asked by {@link AdmissionDesk}'s few bytes on its raft port, which costs no
 * Raft server; one that is further has its Raft server there.
 */
public final class Admission {

    /** What the others say. */
    public enum Verdict {
        /** The node may vote; its folder says so. */
        GRANTED,
        /** It was here before, and what it had is gone. */
        REFUSED,
        /** It is to end. */
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final long POLL_NANOS = 10_000_000;
    private static final long RETRY_NANOS = 100_000_000;

    /** How long one that is admitted stays for others to ask it here: its Raft server takes longer to answer. */
    private static final long LINGER_NANOS = 700_000_000;

    /** For how long a node may lack the cluster's groups before it counts as another cluster's. */
    private static final long FOREIGN_NANOS = 15_000_000_000L;

    private static final String MISMATCH = GroupMismatchException.class.getSimpleName();

    private final NodeIdentity identity;
    private final RaftOptions options;
    private final Map<Integer, String> others;
    private final Map<Integer, PeerAdmission> answers = new ConcurrentHashMap<>();
    private final Map<Integer, String> failures = new ConcurrentHashMap<>();
    private final Map<Integer, Long> foreignNanos = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private Admission(NodeIdentity identity, RaftOptions options) {
        this.identity = identity;
        this.options = options;
        this.others = new TreeMap<>(options.initialVoters());
        this.others.remove(identity.nodeId());
    }

    /**
     * Asks until there is a verdict, or {@code closed}; {@code waitsFor} hears what it waits for, for people.
     *
     * @throws IOException if the raft address can't be listened on or the folder not written
     */
    public static Verdict await(RaftOptions options, BooleanSupplier closed, Consumer<String> waitsFor)
            throws IOException {
        var known = NodeIdentity.of(options.folder());
        var identity = known.orElseGet(() -> NodeIdentity.fresh(options, NodeIdentity.Stage.ASKING));
        if (known.isEmpty()) {
            // Before anyone is asked: whoever comes back from a crash has to be the one that they know.
            identity.write(options.folder());
        }
        return new Admission(identity, options).await(closed, waitsFor);
    }

    private Verdict await(BooleanSupplier closed, Consumer<String> waitsFor) throws IOException {
        var book = new PeerBook(options.folder(), identity.clusterId());
        try (var desk = AdmissionDesk.open(HostPort.parse(options.listen()), book)) {
            others.forEach((id, address) -> Thread.ofVirtual()
                    .name("takhin-admission-" + id)
                    .start(() -> askUntilAnswered(id, HostPort.parse(address))));
            for (long grantedNanos = 0; !closed.getAsBoolean(); LockSupport.parkNanos(POLL_NANOS)) {
                var refusal = refusal();
                if (refusal.isPresent()) {
                    waitsFor.accept(refusal.get() + ": run takhin remove-server " + options.nodeId()
                            + ", then takhin add-voter " + options.nodeId() + " " + options.raft()
                            + ", both against a member");
                    LOG.atError().addKeyValue("reason", refusal.get()).log("The node must not vote");
                    return Verdict.REFUSED;
                }
                long now = System.nanoTime();
                if (answers.size() <= others.size() / 2) {
                    waitsFor.accept("a new cluster begins when its first voters know each other; no answer yet from "
                            + missing());
                } else if (grantedNanos == 0) {
                    grantedNanos = now;
                } else if (desk.admitted() >= others.size() || now - grantedNanos > LINGER_NANOS) {
                    identity.at(NodeIdentity.Stage.MEMBER).write(options.folder());
                    LOG.atInfo().log("The node is one of the first voters of its cluster");
                    return Verdict.GRANTED;
                }
            }
            return Verdict.CLOSED;
        } finally {
            ended = true;
        }
    }

    private Optional<String> refusal() {
        return answers.values().stream()
                .filter(answer -> !answer.admitted())
                .map(PeerAdmission::reason)
                .findFirst();
    }

    private String missing() {
        return others.entrySet().stream()
                .filter(other -> !answers.containsKey(other.getKey()))
                .map(other -> other.getKey() + " at " + other.getValue()
                        + Optional.ofNullable(failures.get(other.getKey()))
                                .map(failure -> " (" + failure + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private void askUntilAnswered(int id, HostPort address) {
        var question = new PeerQuestion.Admit(identity.clusterId(), identity.nodeId(), identity.incarnation());
        while (!ended) {
            try {
                var answer = AdmissionDesk.ask(address, question);
                answers.put(id, answer.isPresent() ? answer.get() : askItsServer(id, address, question));
                return;
            } catch (IOException | RuntimeException e) {
                if (isForeign(id, e)) {
                    answers.put(
                            id,
                            new PeerAdmission(
                                    false, "node " + id + " has another cluster, or this one after a forced recovery"));
                    return;
                }
                failures.put(id, String.valueOf(e.getMessage()));
                LOG.atDebug().addKeyValue("node", id).setCause(e).log("A first voter does not answer yet");
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** One that starts does not have its groups for a moment; one that stays without them is none of this cluster. */
    private boolean isForeign(int id, Exception failure) {
        if (failure.getCause() == null || !String.valueOf(failure.getMessage()).contains(MISMATCH)) {
            foreignNanos.remove(id);
            return false;
        }
        long now = System.nanoTime();
        return now - foreignNanos.computeIfAbsent(id, _ -> now) > FOREIGN_NANOS;
    }

    private PeerAdmission askItsServer(int id, HostPort address, PeerQuestion.Admit question) throws IOException {
        var metadata = new GroupIds(identity.clusterId(), identity.dataGroups(), identity.recoveries()).metadata();
        try (var peers = new Peers()) {
            var answer = peers.source(metadata, RaftNode.peer(id, address.toString()))
                    .ask(RecordJson.toBytes(question));
            return RecordJson.read(answer, PeerAdmission.class, RecordJson.Unknown.IGNORE);
        }
    }
}
