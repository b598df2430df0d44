package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpoint;
import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.core.replica.Producers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The state that a new cluster starts from in place of none: the checkpoints of its groups at an entry that its Raft
 * logs go on from.
 */
public final class FirstState {

    /** The entry that the state is of: behind those that a log starts with. */
    public static final long INDEX = 1;

    private FirstState() {}

    /**
     * Writes the checkpoints; they are on disk on return.
     *
     * @param folder the node's data folder
     * @param ids the cluster's groups
     * @param term the newest that the state knows
     * @param metadata its topics
     * @param replicas the logs of all partitions, flushed
     * @param producers who wrote what is in them, by partition
     */
    public static void write(
            Path folder,
            GroupIds ids,
            long term,
            MetadataImage metadata,
            Replicas replicas,
            Map<PartitionId, Producers> producers)
            throws IOException {
        var at = TermIndex.valueOf(term, INDEX);
        for (var id : ids.data()) {
            var image = GroupImage.empty(ids.number(id));
            for (var topic : metadata.topicsByName()) {
                if (topic.groups().contains(ids.number(id))) {
                    image = image.with(topic, at.getIndex());
                }
            }
            for (var partition : image.partitions().toList()) {
                image = image.with(partition, producers.getOrDefault(partition, Producers.NONE));
            }
            var body = RecordJson.toBytes(DataCheckpoint.of(image, DataCheckpoint.ends(image, replicas)));
            write(folder, ids.name(id), new Checkpoint(at, body));
        }
        var content = new MetadataGroup.Content(metadata.asEvents());
        write(folder, ids.name(ids.metadata()), new Checkpoint(at, RecordJson.toBytes(content)));
    }

    private static void write(Path folder, String name, Checkpoint checkpoint) throws IOException {
        new CheckpointFolder(folder.resolve("checkpoint").resolve(name)).write(checkpoint);
    }
}
