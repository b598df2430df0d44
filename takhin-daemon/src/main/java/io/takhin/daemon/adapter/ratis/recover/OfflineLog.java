package io.takhin.daemon.adapter.ratis.recover;

import io.takhin.daemon.adapter.ratis.group.RaftFiles;
import io.takhin.daemon.adapter.ratis.group.RaftSettings;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.io.StringReader;
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

    private static final int CHECKSUM_BYTES = 4;

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
        meta.load(new StringReader(Files.readString(current.resolve(RaftFiles.META))));
        log.term = Long.parseLong(meta.getProperty(RaftFiles.TERM, "0"));
        var stored = RaftFiles.configuration(current);
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
        RaftFiles.writeOpenSegment(current, entries);
        RaftFiles.writeConfiguration(current, entries.getFirst());
        RaftFiles.writeTerm(current, newTerm);
    }

    /** The last segment gets its end in its name, and loses the zeros behind it. */
    private void closeLast() throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        var open = segments.getLast();
        var name = String.valueOf(open.getPath().getFileName());
        if (!name.startsWith(RaftFiles.OPEN)) {
            return;
        }
        try (var file = FileChannel.open(open.getPath(), StandardOpenOption.WRITE)) {
            file.truncate(lastSegmentBytes);
            file.force(true);
        }
        long first = Long.parseLong(name.substring(RaftFiles.OPEN.length()));
        if (last.getIndex() < first) {
            DurableFiles.delete(open.getPath());
        } else {
            Files.move(open.getPath(), current.resolve("log_" + first + "-" + last.getIndex()));
            DurableFiles.syncFolder(current);
        }
    }
}
