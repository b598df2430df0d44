package io.takhin.daemon.adapter.ratis.checkpoint;

import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a group's checkpoints: the state is taken at the boundary between two entries, the files it refers to are
 * forced to disk in the background, then the checkpoint itself is written, and only then does it count. A failure keeps
 * the one before; the Raft log grows until the next one succeeds.
 */
public final class Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    /** How long the one that a peer copies is kept as the newest after each of its questions. */
    private static final long PIN_NANOS = 30_000_000_000L;

    /** However slow the copy is, for no longer than this, or the Raft log would grow without bound. */
    private static final long PIN_NANOS_MAX = 600_000_000_000L;

    private final String group;
    private final CheckpointFolder folder;
    private final Executor background;
    private final Runnable written;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Optional<Checkpoint> newest = Optional.empty();
    private volatile Pin pin = Pin.NONE;
    private volatile String problem = "";

    private record Pin(long index, long sinceNanos, long untilNanos) {
        static final Pin NONE = new Pin(-1, 0, 0);

        boolean holds(long nowNanos) {
            return index >= 0 && nowNanos - untilNanos < 0 && nowNanos - sinceNanos < PIN_NANOS_MAX;
        }
    }

    /** {@code written} runs after each checkpoint, on the background's thread. */
    public Checkpointer(String group, CheckpointFolder folder, Executor background, Runnable written) {
        this.group = group;
        this.folder = folder;
        this.background = background;
        this.written = written;
    }

    /** Reads the newest one from disk. */
    public Optional<Checkpoint> open() throws IOException {
        newest = folder.newest();
        return newest;
    }

    /** The newest one on disk. */
    public Optional<Checkpoint> newest() {
        return newest;
    }

    /** Why the last attempt to write one failed, empty if it did not. */
    public String problem() {
        return problem;
    }

    /**
     * The index up to which the Raft log may go: the newest checkpoint's, or an older one's while a peer copies that.
     */
    public long releasableIndex() {
        long index = newest.map(checkpoint -> checkpoint.at().getIndex()).orElse(-1L);
        var held = pin;
        return held.holds(System.nanoTime()) ? Math.min(index, held.index) : index;
    }

    /** Hands the newest one to a peer that will copy what belongs to it. */
    public Optional<Checkpoint> lend() {
        long now = System.nanoTime();
        var given = newest;
        var held = pin;
        if (given.isPresent()) {
            pin = held.holds(now)
                    ? new Pin(held.index, held.sinceNanos, now + PIN_NANOS)
                    : new Pin(given.get().at().getIndex(), now, now + PIN_NANOS);
        }
        return given;
    }

    /** Keeps what was lent for longer: the peer still copies. */
    public void extend() {
        var held = pin;
        long now = System.nanoTime();
        if (held.holds(now)) {
            pin = new Pin(held.index, held.sinceNanos, now + PIN_NANOS);
        }
    }

    /** Starts writing what was captured at an entry, unless one is under way. */
    public void write(TermIndex at, GroupMachine.Captured captured) {
        if (newest.filter(before -> before.at().getIndex() >= at.getIndex()).isPresent()
                || !underWay.compareAndSet(false, true)) {
            return;
        }
        problem = "";
        try {
            background.execute(() -> {
                try {
                    writeNow(at, captured);
                } catch (IOException | RuntimeException e) {
                    problem = String.valueOf(e.getMessage());
                    LOG.atError().addKeyValue("group", group).setCause(e).log("A checkpoint can't be written");
                } finally {
                    underWay.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            // The node is closing; the log has it all.
            underWay.set(false);
        }
    }

    /** Writes on this thread; it survives a power loss on return. */
    public void writeNow(TermIndex at, GroupMachine.Captured captured) throws IOException {
        captured.flush();
        var checkpoint = new Checkpoint(at, captured.body());
        folder.write(checkpoint);
        newest = Optional.of(checkpoint);
        captured.durable();
        LOG.atDebug()
                .addKeyValue("group", group)
                .addKeyValue("index", at.getIndex())
                .log("Checkpoint written");
        written.run();
    }
}
