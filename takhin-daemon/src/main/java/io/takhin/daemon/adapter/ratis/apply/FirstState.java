package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpoint;
import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.replica.GroupImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The state that a new cluster starts from in place of none: the checkpoints of its groups at an entry before the first
 * election, from which the Raft logs go on.
 */
public final class FirstState {

    /** Before any term, and behind the entries that a log starts with. */
    private static final TermIndex AT = TermIndex.valueOf(0, 1);

    private FirstState() {}

    /**
     * Writes the checkpoints; they are on disk on return.
     *
     * @param folder the node's data folder
     * @param ids the cluster's groups
     * @param metadata its topics
     * @param replicas the logs of all partitions, flushed
     */
    public static void write(Path folder, GroupIds ids, MetadataImage metadata, Replicas replicas) throws IOException {
        for (var id : ids.data()) {
            var image = GroupImage.empty(ids.number(id));
            for (var topic : metadata.topicsByName()) {
                if (topic.groups().contains(ids.number(id))) {
                    image = image.with(topic, AT.getIndex());
                }
            }
            var body = RecordJson.toBytes(DataCheckpoint.of(image, DataCheckpoint.ends(image, replicas)));
            write(folder, ids.name(id), body);
        }
        var content = new MetadataGroup.Content(metadata.asEvents());
        write(folder, ids.name(ids.metadata()), RecordJson.toBytes(content));
    }

    private static void write(Path folder, String name, byte[] body) throws IOException {
        new CheckpointFolder(folder.resolve("checkpoint").resolve(name)).write(new Checkpoint(AT, body));
    }
}
