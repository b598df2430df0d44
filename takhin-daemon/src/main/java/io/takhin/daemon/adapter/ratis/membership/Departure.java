package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this node was removed: another member knows a newer, committed configuration without it. The folder is
 * marked then, and the node ends.
 */
public final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final RaftNode node;
    private final GroupIds ids;
    private final Configurations configurations;
    private final String clusterId;
    private final Path folder;
    private final BiConsumer<String, Throwable> end;

    /** Whether it was a member since its start: one that only ever waited is none that was removed. */
    private volatile boolean belonged;

    private final AtomicBoolean noticed = new AtomicBoolean();

    /** Watches over a node; {@code end} ends it, with what happened. */
    public Departure(
            RaftNode node,
            GroupIds ids,
            Configurations configurations,
            String clusterId,
            Path folder,
            BiConsumer<String, Throwable> end) {
        this.node = node;
        this.ids = ids;
        this.configurations = configurations;
        this.clusterId = clusterId;
        this.folder = folder;
        this.end = end;
    }

    /** Whether the node was removed, as far as it knows. */
    public boolean isNoticed() {
        return noticed.get();
    }

    /** Hears what another member knows. */
    public void heard(NodeHello hello) {
        boolean member = configurations.of(ids.metadata()).member(node.nodeId()).isPresent();
        if (member) {
            belonged = true;
        }
        var theirs = hello.configuration();
        if (belonged
                && hello.clusterId().equals(clusterId)
                && theirs.applied()
                && !theirs.voters().isEmpty()
                && !theirs.has(node.nodeId())
                && theirs.index() >= configurations.index(ids.metadata())) {
            leave(theirs.index());
        }
    }

    private void leave(long index) {
        if (noticed.compareAndSet(false, true)) {
            try {
                new RemovedMark(node.nodeId(), clusterId, index).write(folder);
                LOG.atWarn()
                        .addKeyValue("cluster", clusterId)
                        .addKeyValue("index", index)
                        .log("This node was removed from its cluster");
                end.accept("this node was removed from cluster " + clusterId, new IllegalStateException("removed"));
            } catch (IOException e) {
                noticed.set(false);
                LOG.atError().setCause(e).log("The mark of a removed node can't be written");
            }
        }
    }
}
