package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.log.PartitionStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Several nodes in this JVM, on loopback. */
final class RaftCluster implements AutoCloseable {

    /** With less than this free, nodes take no more records. */
    static final long RESERVE_BYTES = 1000;

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int dataGroups;
    private final RaftOptions.Tuning tuning;
    private final Map<Integer, String> voters = new TreeMap<>();
    private final Map<Integer, RaftBackend> running = new TreeMap<>();
    /** As much as is free on the disks of all nodes. */
    private volatile long freeBytes = 2 * RESERVE_BYTES;

    private final RecordedFaults faults = new RecordedFaults();

    RaftCluster(Path folder, int nodes, int dataGroups, RaftOptions.Tuning tuning) throws IOException {
        this.folder = folder;
        this.dataGroups = dataGroups;
        this.tuning = tuning;
        for (int id = 1; id <= nodes; id++) {
            voters.put(id, RaftFixture.freeAddress());
        }
    }

    static RaftCluster start(Path folder, int nodes, int dataGroups) throws IOException {
        return start(folder, nodes, dataGroups, RaftFixture.tuning());
    }

    static RaftCluster start(Path folder, int nodes, int dataGroups, RaftOptions.Tuning tuning) throws IOException {
        var cluster = new RaftCluster(folder, nodes, dataGroups, tuning);
        cluster.voters.keySet().forEach(cluster::startNode);
        cluster.awaitReady();
        return cluster;
    }

    RaftBackend startNode(int id) {
        try {
            var options = RaftFixture.options(id, folder(id), dataGroups, voters);
            var backend = RaftFixture.open(
                    RaftFixture.withTuning(options, tuning),
                    faults,
                    logs -> logs,
                    new FreeSpaceGuard(() -> freeBytes, RESERVE_BYTES));
            running.put(id, backend);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(int id) {
        return folder.resolve("node-" + id);
    }

    void stop(int id) {
        running.remove(id).close();
    }

    RaftBackend node(int id) {
        return running.get(id);
    }

    Map<Integer, RaftBackend> nodes() {
        return running;
    }

    void freeBytes(long bytes) {
        freeBytes = bytes;
    }

    RecordedFaults faults() {
        return faults;
    }

    void awaitReady() {
        running.forEach((id, node) -> RaftFixture.await(
                "node " + id + " ready: " + node.cluster().notReadyReason(),
                PATIENCE,
                () -> node.cluster().ready()));
    }

    /** The node that leads a partition, once all running nodes agree that it does. */
    int leader(PartitionId partition) {
        RaftFixture.await("a leader of " + partition, PATIENCE, () -> agreed(partition) >= 0);
        return agreed(partition);
    }

    private int agreed(PartitionId partition) {
        int leader = -1;
        for (var node : running.values()) {
            if (!(node.status(partition) instanceof Outcome.Done<PartitionStatus>(var status))
                    || status.leader().isEmpty()
                    || !running.containsKey(status.leader().getAsInt())
                    || (leader >= 0 && leader != status.leader().getAsInt())) {
                return -1;
            }
            leader = status.leader().getAsInt();
        }
        return leader;
    }

    @Override
    public void close() {
        running.values().forEach(RaftBackend::close);
        faults.assertNoBug();
    }
}
