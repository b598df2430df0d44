package io.takhin.daemon.app;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.common.snapshot.SnapshotHeader;
import io.takhin.common.snapshot.SnapshotReader;
import io.takhin.daemon.adapter.ratis.apply.FirstState;
import io.takhin.daemon.adapter.ratis.apply.Replicas;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.IdSource;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.recover.FirstLogs;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.core.replica.BatchHeader;
import io.takhin.daemon.core.replica.Producers;
import io.takhin.daemon.file.DurableFiles;
import io.takhin.daemon.port.log.ReplicaLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an empty folder that of the first node of a new cluster, with what a snapshot holds. The cluster has an id of
 * its own, so that it is never taken for the one that was saved. Without {@code node.json}, which comes last, the
 * folder is nobody's; a restore that fails empties it again.
 */
public final class FolderRestore {

    private static final int DATA_GROUPS = 3;

    /** Where in a batch its leader's epoch is, in bytes. */
    private static final int LEADER_EPOCH_AT = 12;

    /** So many ids behind the largest one that was seen are not given out: their producers may still live. */
    private static final int PRODUCER_IDS_SKIPPED = 10_000;

    private final Path folder;
    private final SnapshotReader snapshot;
    private final Map<PartitionId, Producers> producers = new HashMap<>();
    private final long nowMs = System.currentTimeMillis();
    private long producerIds;

    /** The newest that a client of the cluster that was saved may know. */
    private long term;

    private FolderRestore(Path folder, SnapshotReader snapshot) {
        this.folder = folder;
        this.snapshot = snapshot;
        this.term = snapshot.header().term();
    }

    /**
     * The node that the folder is for.
     *
     * @param id its id
     * @param raft where its peers will reach it, {@code HOST:PORT}
     */
    public record Node(int id, String raft) {}

    /**
     * What became of it.
     *
     * @param clusterId the new cluster
     * @param bytes how many bytes of batches were restored
     */
    public record Restored(String clusterId, long bytes) {}

    /**
     * Makes sure that a folder is empty or missing.
     *
     * @throws TakhinException with REFUSED if it is not
     */
    public static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var entries = Files.list(folder)) {
                var other = entries.filter(entry -> !entry.endsWith(DataFolder.LOCK))
                        .findFirst();
                if (other.isPresent()) {
                    throw new TakhinException(AdminError.of(
                                    ErrorCode.REFUSED,
                                    folder + " is not empty: it has "
                                            + other.get().getFileName())
                            .withHint("name a new folder with --data-dir"));
                }
            }
        }
    }

    /**
     * Restores a snapshot.
     *
     * @throws TakhinException with REFUSED if the folder is not empty, CONFLICT if a process uses it, BAD_DATA if the
     *     snapshot is damaged; the folder is empty then
     */
    public static Restored restore(Path path, Node node, SnapshotReader snapshot) throws IOException {
        requireEmpty(path);
        DaemonLog.errorsOnly(System.err);
        try (var folder = DataFolder.take(path)) {
            boolean done = false;
            try {
                var restored = new FolderRestore(folder.path(), snapshot).run(node);
                done = true;
                return restored;
            } finally {
                if (!done) {
                    empty(folder.path());
                }
            }
        }
    }

    private Restored run(Node node) throws IOException {
        var cluster = new IdSource().draw().toString();
        var ids = new GroupIds(cluster, DATA_GROUPS);
        var image = accepted(MetadataImage.EMPTY, new MetadataCommand.FormatCluster(cluster, DATA_GROUPS));
        for (var config : snapshot.header().configs()) {
            image = accepted(
                    image,
                    new MetadataCommand.AlterNodeConfigs(
                            config.node(), Map.of(config.name(), config.value()), List.of()));
        }
        for (var topic : snapshot.header().topics()) {
            image = accepted(
                    image,
                    new MetadataCommand.CreateTopic(
                            TopicId.parse(topic.id()),
                            topic.name(),
                            topic.partitions(),
                            topic.replicationFactor(),
                            topic.configs(),
                            topic.createdAtMs(),
                            topic.assignment() == null ? null : new ReplicaAssignment(topic.assignment())));
        }
        var store =
                new KafkaReplicaStore(StorageOptions.in(folder.resolve("logs")), new KafkaTopicConfigRules(Map.of()));
        store.open(List.of(), (_, _) -> {});
        long bytes;
        try (store) {
            for (var topic : image.topicsByName()) {
                store.create(topic);
            }
            var replicas = new Replicas(store);
            bytes = fill(image, replicas);
            while (image.nextProducerId() <= producerIds) {
                image = accepted(image, new MetadataCommand.AllocateProducerIds(PRODUCER_IDS_SKIPPED));
            }
            FirstState.write(folder, ids, term, image, replicas, producers);
            FirstLogs.write(folder, ids, node.id(), node.raft(), term);
        }
        NodeIdentity.fresh(
                        node.id(),
                        cluster,
                        DATA_GROUPS,
                        List.of(node.id() + "@" + node.raft()),
                        NodeIdentity.Stage.MEMBER)
                .write(folder);
        return new Restored(cluster, bytes);
    }

    private static MetadataImage accepted(MetadataImage image, MetadataCommand command) {
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Accepted(var events) -> image.with(events);
            case Decision.Rejected(var rejection) ->
                throw TakhinException.of(ErrorCode.BAD_DATA, "the snapshot does not add up: " + rejection.message());
        };
    }

    private long fill(MetadataImage image, Replicas replicas) throws IOException {
        for (var read = snapshot.next(); read.isPresent(); read = snapshot.next()) {
            var range = snapshot.header().ranges().get(read.get().partition());
            append(log(image, replicas, range), read.get().batches());
        }
        for (var range : snapshot.header().ranges()) {
            var log = log(image, replicas, range);
            if (log.endOffset() < range.start()) {
                log.startAt(range.start());
            }
            if (log.endOffset() < range.end()) {
                // What ended there was compacted away.
                log.goOnAt(range.end());
            }
            log.trimTo(range.start());
            log.flush();
        }
        return snapshot.verify().bytes();
    }

    private void append(ReplicaLog log, ByteBuffer batches) throws IOException {
        var headers = BatchHeader.readAll(batches);
        for (var header : headers) {
            producerIds = Math.max(producerIds, header.producerId());
            producers.compute(
                    log.id(),
                    (_, known) -> (known == null ? Producers.NONE : known)
                            .with(header, batches.getLong(header.position()), nowMs));
            int epoch = batches.getInt(header.position() + LEADER_EPOCH_AT);
            term = Math.max(term, epoch);
            if (epoch < 0) {
                // Written where nobody leads; a replica's log takes none without a leader.
                header.stamp(batches, batches.getLong(header.position()), 0);
            }
        }
        long first = batches.getLong(headers.getFirst().position());
        if (log.endOffset() == 0 && first > 0) {
            log.startAt(first);
        }
        log.appendCommitted(batches);
    }

    private static ReplicaLog log(MetadataImage image, Replicas replicas, SnapshotHeader.Range range) {
        var topic = image.topic(range.topic())
                .filter(known -> range.partition() >= 0 && range.partition() < known.partitionCount())
                .orElseThrow(() -> TakhinException.of(
                        ErrorCode.BAD_DATA,
                        "the snapshot has records of " + range.topic() + " " + range.partition()
                                + ", which it does not describe"));
        return replicas.log(topic.partition(range.partition()));
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.endsWith(DataFolder.LOCK)) {
                    Files.delete(file);
                }
            }
        }
        DurableFiles.syncFolder(folder);
    }
}
