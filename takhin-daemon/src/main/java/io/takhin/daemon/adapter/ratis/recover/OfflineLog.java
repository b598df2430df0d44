package io.takhin.daemon.adapter.ratis.recover;

import io.takhin.daemon.adapter.ratis.group.RaftSettings;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLogFormat;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLogOutputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.SizeInBytes;
import org.jspecify.annotations.Nullable;

/**
 * One group's Raft log in Ratis 3.3.0's format, as no server has it open:
 *
 * <pre>
 * current/raft-meta                 term and vote
 * current/raft-meta.conf            a configuration, older than what the log has
 * current/log_[first]-[last]        closed segments: header, then length, entry, checksum of each
 * current/log_inprogress_[first]    the last one, filled up with zeros
 * </pre>
 */
final class OfflineLog {

    private static final String TERM = "term";
    private static final String OPEN = "log_inprogress_";
    private static final String META = "raft-meta";
    private static final int CHECKSUM_BYTES = 4;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path current;
    private final List<LogSegmentPath> segments;
    private long term;
    private @Nullable LogEntryProto configuration;
    private TermIndex last = TermIndex.INITIAL_VALUE;
    private long lastSegmentBytes;

    private OfflineLog(Path current, List<LogSegmentPath> segments) {
        this.current = current;
        this.segments = segments;
    }

    /**
     * Reads a group's log as a whole.
     *
     * @param folder the group's
     * @throws IOException if it is not whole
     */
    static OfflineLog read(Path folder) throws IOException {
        var current = folder.resolve("current");
        var log = new OfflineLog(current, segments(current));
        var meta = new Properties();
        meta.load(new StringReader(Files.readString(current.resolve(META))));
        log.term = Long.parseLong(meta.getProperty(TERM, "0"));
        var stored = current.resolve(META + ".conf");
        if (Files.exists(stored)) {
            log.configuration = LogEntryProto.parseFrom(Files.readAllBytes(stored));
        }
        for (var segment : log.segments) {
            log.readSegment(segment);
        }
        return log;
    }

    /** A log without entries, in a folder that is not there yet. */
    static OfflineLog create(Path folder) throws IOException {
        var current = folder.resolve("current");
        DurableFiles.createFolders(current);
        return new OfflineLog(current, List.of());
    }

    private static List<LogSegmentPath> segments(Path current) throws IOException {
        var segments = new ArrayList<LogSegmentPath>();
        try (var files = Files.newDirectoryStream(current)) {
            for (var file : files) {
                // Ratis's matcher would delete an empty one.
                var segment = Files.size(file) == 0 ? null : LogSegmentPath.matchLogSegment(file);
                if (segment != null) {
                    segments.add(segment);
                }
            }
        }
        segments.sort(Comparator.comparing(LogSegmentPath::getStartEnd));
        return segments;
    }

    private void readSegment(LogSegmentPath segment) throws IOException {
        lastSegmentBytes = SegmentedRaftLogFormat.getHeaderLength();
        LogSegment.readSegmentFile(
                segment.getPath().toFile(),
                segment.getStartEnd(),
                SizeInBytes.valueOf(RaftSettings.ENTRY_BYTES_MAX),
                CorruptionPolicy.EXCEPTION,
                null,
                entry -> {
                    int size = entry.getSerializedSize();
                    lastSegmentBytes += CodedOutputStream.computeUInt32SizeNoTag(size) + size + CHECKSUM_BYTES;
                    last = TermIndex.valueOf(entry);
                    if (entry.hasConfigurationEntry()) {
                        configuration = entry;
                    }
                });
    }

    /** What it holds, together with the group's newest checkpoint. */
    OfflineGroup describe(String name, Optional<TermIndex> checkpoint) {
        var end = end(checkpoint);
        var known = Optional.ofNullable(configuration).map(LogEntryProto::getConfigurationEntry);
        return new OfflineGroup(
                name,
                Math.max(term, end.getTerm()),
                end.getTerm(),
                end.getIndex(),
                checkpoint.map(TermIndex::getIndex).orElse(-1L),
                known.map(conf -> ProtoUtils.toRaftPeers(conf.getPeersList())).orElse(List.of()),
                known.map(conf -> ProtoUtils.toRaftPeers(conf.getListenersList()))
                        .orElse(List.of()));
    }

    private TermIndex end(Optional<TermIndex> checkpoint) {
        return checkpoint.filter(at -> at.getIndex() > last.getIndex()).orElse(last);
    }

    /**
     * Adds a configuration with one voter, in a new term, and what else is given; on disk on return. The vote of the
     * new term is nobody's.
     */
    void force(RaftPeer voter, Optional<TermIndex> checkpoint, List<LogEntryProto.Builder> more) throws IOException {
        var end = end(checkpoint);
        long newTerm = Math.max(term, end.getTerm()) + 1;
        var entries = new ArrayList<LogEntryProto>();
        var conf = LogEntryProto.newBuilder();
        conf.getConfigurationEntryBuilder().addPeers(voter.getRaftPeerProto());
        var all = new ArrayList<>(List.of(conf));
        all.addAll(more);
        for (var entry : all) {
            entries.add(entry.setTerm(newTerm)
                    .setIndex(end.getIndex() + 1 + entries.size())
                    .build());
        }
        closeLast();
        append(entries);
        DurableFiles.replace(current.resolve(META + ".conf"), entries.getFirst().toByteArray());
        var meta = new Properties();
        meta.setProperty(TERM, Long.toString(newTerm));
        meta.setProperty("votedFor", "");
        var text = new StringWriter();
        meta.store(text, null);
        DurableFiles.replace(current.resolve(META), text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The last segment gets its end in its name, and loses the zeros behind it. */
    private void closeLast() throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        var open = segments.getLast();
        var name = String.valueOf(open.getPath().getFileName());
        if (!name.startsWith(OPEN)) {
            return;
        }
        try (var file = FileChannel.open(open.getPath(), StandardOpenOption.WRITE)) {
            file.truncate(lastSegmentBytes);
            file.force(true);
        }
        long first = Long.parseLong(name.substring(OPEN.length()));
        if (last.getIndex() < first) {
            DurableFiles.delete(open.getPath());
        } else {
            Files.move(open.getPath(), current.resolve("log_" + first + "-" + last.getIndex()));
            DurableFiles.syncFolder(current);
        }
    }

    private void append(List<LogEntryProto> entries) throws IOException {
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
