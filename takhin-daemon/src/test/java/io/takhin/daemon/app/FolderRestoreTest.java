package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.cluster.NodeConfig;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.common.snapshot.SnapshotHeader;
import io.takhin.common.snapshot.SnapshotReader;
import io.takhin.common.snapshot.SnapshotWriter;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.port.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an empty folder, and of one that is not. */
class FolderRestoreTest {

    private static final FolderRestore.Node NODE = new FolderRestore.Node(4, "127.0.0.1:7000");

    private static final String TOPIC_ID = "AAAAAAAAAAEAAAAAAAAAAg";

    @TempDir
    private Path folder;

    @Test
    void fillsAnEmptyFolderOnce() throws IOException {
        // Given
        var snapshot = snapshot();

        // When
        var restored = FolderRestore.restore(folder, NODE, reader(snapshot));
        var again = assertThrows(TakhinException.class, () -> FolderRestore.restore(folder, NODE, reader(snapshot)));

        // Then
        assertTrue(restored.bytes() > 0);
        assertTrue(NodeIdentity.of(folder).orElseThrow().belongsTo(4, restored.clusterId()));
        assertEquals(ErrorCode.REFUSED, again.error().code());
    }

    @Test
    void leavesTheFolderEmptyWhenTheSnapshotIsTornOff() throws IOException {
        // Given
        var whole = snapshot();
        var torn = Arrays.copyOf(whole, whole.length - 3);

        // When
        var refused = assertThrows(TakhinException.class, () -> FolderRestore.restore(folder, NODE, reader(torn)));

        // Then
        assertEquals(ErrorCode.BAD_DATA, refused.error().code());
        try (var left = Files.list(folder)) {
            assertEquals(
                    List.of("lock"),
                    left.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    @Test
    void knowsWhoWroteTheRecords() throws IOException {
        // Given
        var first = Records.idempotent(7, 2, 0, "a", "b");
        // What was between the two is gone by compaction.
        var later = Records.idempotent(7, 2, 9, "c");
        later.putLong(later.position(), 9);

        // When
        var restored = FolderRestore.restore(folder, NODE, reader(snapshot(first, later)));

        // Then
        var ids = new GroupIds(restored.clusterId(), 3);
        var topic = TopicId.parse(TOPIC_ID);
        assertEquals(
                List.of(List.of(3, 1, 2)),
                ids.data().stream()
                        .flatMap(group -> image(ids.name(group)).topic(topic).stream())
                        .findFirst()
                        .orElseThrow()
                        .topic()
                        .assigned()
                        .nodes());
        var known = ids.data().stream()
                .map(group -> image(ids.name(group)).producers(new PartitionId(topic, 0)))
                .filter(producers -> !producers.byId().isEmpty())
                .findFirst()
                .orElseThrow()
                .byId();
        assertEquals(Set.of(7L), known.keySet());
        assertEquals(2, known.get(7L).epoch());
        assertEquals(9, known.get(7L).batches().getLast().lastSequence());
        assertEquals(9, known.get(7L).batches().getLast().baseOffset());
    }

    private GroupImage image(String group) {
        try {
            var checkpoints = new CheckpointFolder(folder.resolve("checkpoint").resolve(group));
            return DataGroup.imageOf(checkpoints.newest().orElseThrow().body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SnapshotReader reader(byte[] snapshot) throws IOException {
        return new SnapshotReader(new ByteArrayInputStream(snapshot));
    }

    private static byte[] snapshot() throws IOException {
        return snapshot(Records.batch("a", "b"));
    }

    private static byte[] snapshot(ByteBuffer... batches) throws IOException {
        var out = new ByteArrayOutputStream();
        var header = new SnapshotHeader(
                "c",
                7,
                3,
                List.of(new NodeConfig("", "max.connections", "77")),
                List.of(new SnapshotHeader.Topic("orders", TOPIC_ID, 1, 3, 5, Map.of(), List.of(List.of(3, 1, 2)))),
                List.of(new SnapshotHeader.Range("orders", 0, 0, 10)));
        var writer = new SnapshotWriter(out, header);
        for (var batch : batches) {
            writer.write(0, new Frame.Batches(0, 0, batch));
        }
        writer.end();
        return out.toByteArray();
    }
}
