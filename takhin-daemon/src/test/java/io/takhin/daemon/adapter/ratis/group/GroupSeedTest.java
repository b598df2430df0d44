package io.takhin.daemon.adapter.ratis.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSeedTest {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(1, 2));
    private static final List<RaftPeer> PEERS =
            List.of(RaftNode.peer(1, "127.0.0.1:7001"), RaftNode.peer(2, "127.0.0.1:7002"));

    @TempDir
    Path folder;

    @Test
    void givesEachVoterTheSameFirstEntry() throws IOException {
        // When
        var one = planted("one");
        var other = planted("other");

        // Then
        var entries = entries(one);
        assertEquals(1, entries.size());
        assertEquals(1, entries.getFirst().getTerm());
        assertEquals(0, entries.getFirst().getIndex());
        assertEquals(
                PEERS,
                ProtoUtils.toRaftPeers(
                        entries.getFirst().getConfigurationEntry().getPeersList()));
        assertArrayEquals(Files.readAllBytes(segment(one)), Files.readAllBytes(segment(other)));
        assertArrayEquals(
                entries.getFirst().toByteArray(), Files.readAllBytes(RaftFiles.configuration(one.resolve("current"))));
    }

    @Test
    void leavesAGroupAloneThatIsThere() throws IOException {
        // Given
        var group = folder.resolve("one").resolve(GROUP.getUuid().toString());
        Files.createDirectories(group);

        // When
        GroupSeed.plant(folder.resolve("one"), folder.resolve("partial"), GROUP, PEERS);

        // Then
        try (var files = Files.list(group)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void startsAnewAfterACrash() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("partial/current"));
        Files.writeString(folder.resolve("partial/current/log_inprogress_0"), "half of a");

        // When
        var group = planted("one");

        // Then
        assertEquals(1, entries(group).size());
        assertFalse(Files.exists(folder.resolve("partial")));
    }

    private Path planted(String node) throws IOException {
        var groups = Files.createDirectories(folder.resolve(node));
        GroupSeed.plant(groups, folder.resolve("partial"), GROUP, PEERS);
        return groups.resolve(GROUP.getUuid().toString());
    }

    private static Path segment(Path group) {
        return group.resolve("current").resolve(RaftFiles.OPEN + 0);
    }

    private static List<LogEntryProto> entries(Path group) throws IOException {
        var path = LogSegmentPath.matchLogSegment(segment(group));
        var entries = new ArrayList<LogEntryProto>();
        LogSegment.readSegmentFile(
                path.getPath().toFile(),
                path.getStartEnd(),
                SizeInBytes.valueOf(RaftSettings.ENTRY_BYTES_MAX),
                CorruptionPolicy.EXCEPTION,
                null,
                entries::add);
        return entries;
    }
}
