package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpoint;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** A group's machine and how far it is: entries, captures and installations exclude each other. Any thread may call. */
final class AppliedState {

    /**
     * When a checkpoint is due.
     *
     * @param intervalNanos after how long
     * @param bytes after how many applied bytes at the latest
     */
    record Limits(long intervalNanos, long bytes) {}

    private final GroupMachine machine;
    private final Checkpointer checkpointer;
    private final Limits limits;

    /** Guards the machine and all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private long bytesSinceCheckpoint;
    private long checkpointNanos = System.nanoTime();

    /** True while a copy is half in, or failed half in: no state to keep. */
    private boolean installing;

    /** What an installation brought; entries up to it that Ratis still hands on are in it already. */
    private TermIndex installed = TermIndex.valueOf(0, -1);

    /** Written under the lock. */
    private volatile TermIndex last = TermIndex.INITIAL_VALUE;

    /** A machine that has its newest checkpoint loaded. */
    AppliedState(GroupMachine machine, Checkpointer checkpointer, Limits limits) {
        this.machine = machine;
        this.checkpointer = checkpointer;
        this.limits = limits;
    }

    /** The last entry that was applied, or that a checkpoint brought. */
    TermIndex last() {
        return last;
    }

    /** Takes the newest checkpoint for what the machine has. */
    void adoptNewest() {
        lock.lock();
        try {
            checkpointer.newest().ifPresent(checkpoint -> last = checkpoint.at());
        } finally {
            lock.unlock();
        }
    }

    /** Applies an entry and returns the reply; empty if an installation brought what the entry did. */
    Optional<ByteString> apply(TermIndex at, ByteString entry) throws IOException {
        lock.lock();
        try {
            if (at.getIndex() <= installed.getIndex()) {
                return Optional.empty();
            }
            if (installing) {
                // The log goes on without the checkpoint whose copy failed half way.
                machine.abandonInstall();
                installing = false;
            }
            var reply = machine.apply(at.getTerm(), at.getIndex(), entry.asReadOnlyByteBuffer());
            last = at;
            bytesSinceCheckpoint += entry.size();
            if (bytesSinceCheckpoint >= limits.bytes || System.nanoTime() - checkpointNanos >= limits.intervalNanos) {
                checkpoint();
            }
            return Optional.of(reply);
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of an entry that is none of the machine's; false if an installation is past it. */
    boolean passed(TermIndex at) {
        lock.lock();
        try {
            if (at.getIndex() <= installed.getIndex()) {
                return false;
            }
            last = at;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Has a checkpoint of the present state written in the background, if something was applied since the last. */
    void checkpoint() {
        lock.lock();
        try {
            if (last.getIndex() >= 0 && !installing) {
                checkpointer.write(last, machine.capture());
                bytesSinceCheckpoint = 0;
                checkpointNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same, but done on return. */
    void checkpointNow() throws IOException {
        lock.lock();
        try {
            long before =
                    checkpointer.newest().map(newest -> newest.at().getIndex()).orElse(-1L);
            if (last.getIndex() > before && !installing) {
                checkpointer.writeNow(last, machine.capture());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the leader's newest checkpoint the state, with all that belongs to it; it survives a power loss on return.
     *
     * @throws IOException if that is not newer than what is here, or can't be copied as a whole; what was copied stays,
     *     and the next attempt goes on there
     */
    TermIndex install(GroupMachine.Source leader) throws IOException {
        var checkpoint = Checkpoint.read(leader.ask(RecordJson.toBytes(new PeerQuestion.NewestCheckpoint())));
        lock.lock();
        try {
            if (checkpoint.at().getIndex() <= last.getIndex() && !installing) {
                throw new IOException(
                        "the leader's checkpoint at " + checkpoint.at() + " is older than what is here, " + last);
            }
            installing = true;
            machine.install(checkpoint.at().getIndex(), checkpoint.body(), leader);
            checkpointer.writeNow(checkpoint.at(), machine.capture());
            installed = checkpoint.at();
            last = checkpoint.at();
            installing = false;
            return checkpoint.at();
        } finally {
            lock.unlock();
        }
    }
}
