package io.takhin.daemon.adapter.ratis.group;

import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLogOutputStream;

/**
 * Writes files of a group that no server has open, in Ratis 3.3.0's format, into the group's {@code current} folder.
 * All are on disk on return.
 */
public final class RaftFiles {

    /** The file of the term and the vote. */
    public static final String META = "raft-meta";

    /** The property of {@link #META} that holds the term. */
    public static final String TERM = "term";

    /** What the name of the last segment begins with; its first index follows. */
    public static final String OPEN = "log_inprogress_";

    private static final String VOTE = "votedFor";
    private static final String CONFIGURATION = META + ".conf";
    private static final int BUFFER_BYTES = 1 << 20;

    private RaftFiles() {}

    /** The file of the newest configuration that is known outside the log. */
    public static Path configuration(Path current) {
        return current.resolve(CONFIGURATION);
    }

    /** Writes the configuration of this entry there. */
    public static void writeConfiguration(Path current, LogEntryProto entry) throws IOException {
        DurableFiles.replace(configuration(current), entry.toByteArray());
    }

    /** Writes the term, in which nobody has this node's vote. */
    public static void writeTerm(Path current, long term) throws IOException {
        var meta = new Properties();
        meta.setProperty(TERM, Long.toString(term));
        meta.setProperty(VOTE, "");
        var text = new StringWriter();
        meta.store(text, null);
        DurableFiles.replace(current.resolve(META), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a new last segment with these entries. */
    public static void writeOpenSegment(Path current, List<LogEntryProto> entries) throws IOException {
        var file = current.resolve(OPEN + entries.getFirst().getIndex());
        long size = entries.stream().mapToLong(LogEntryProto::getSerializedSize).sum() + BUFFER_BYTES;
        try (var out = new SegmentedRaftLogOutputStream(
                file.toFile(), false, size, 0, ByteBuffer.allocateDirect(Math.toIntExact(size)))) {
            for (var entry : entries) {
                out.write(entry);
            }
            out.flush();
        }
        DurableFiles.syncFile(file);
        DurableFiles.syncFolder(current);
    }
}
