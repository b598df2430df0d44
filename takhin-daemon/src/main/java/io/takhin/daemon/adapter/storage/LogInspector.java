package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a log's files before Kafka does. Kafka's loader believes an index, and at a bad batch it drops what follows
 * without asking whether it was on disk for good before: so here the end of the log is found and cut, and flushed
 * records that are missing or bad keep the log from opening.
 */
final class LogInspector {

    private static final Logger LOG = LoggerFactory.getLogger(LogInspector.class);

    /** Put into a partition's folder by a person who would rather start than have the damaged records. */
    static final String ACCEPT_LOSS = "accept-loss";

    private final PartitionFolder files;
    private final Path folder;
    private final LogOpener.Past past;
    private final List<SegmentFiles> segments;
    private final BatchScanner.Rules rules;
    private final boolean mayLose;

    private LogInspector(PartitionFolder files, LogOpener.Past past) throws IOException {
        this.files = files;
        this.folder = files.path();
        this.past = past;
        this.segments = files.segments();
        this.rules = files.rules();
        this.mayLose = files.has(ACCEPT_LOSS);
    }

    /**
     * Cuts a torn end off and takes bad indexes away, for Kafka to build them anew.
     *
     * @throws CorruptLogException if records are lost that were flushed
     */
    static void inspect(PartitionFolder files, LogOpener.Past past) throws IOException {
        if (files.swapping()) {
            // A compaction was caught between its two renames; Kafka ends it. What it wrote is checked when it is read.
            return;
        }
        var inspector = new LogInspector(files, past);
        inspector.run();
        if (inspector.mayLose) {
            Files.delete(inspector.folder.resolve(ACCEPT_LOSS));
        }
    }

    private void run() throws IOException {
        if (segments.isEmpty()) {
            if (past.recoveryPoint() > 0) {
                lose(folder, 0, past.startOffset(), "its segments are missing");
            }
            return;
        }
        for (int n = 0; n < segments.size(); n++) {
            // Kafka reads a segment without its index anew and would cut it at the first bad batch, and leave a hole.
            if (n < firstToScan()
                    && !files.has(String.valueOf(segments.get(n).offsetIndex().getFileName()))) {
                checkWhole(segments.get(n));
            }
        }
        if (past.clean()) {
            checkEnd();
        } else {
            checkUnflushed();
        }
    }

    /** Kafka reads anew the segment with the recovery point and those after it. */
    private int firstToScan() {
        int last = segments.size() - 1;
        if (past.clean()) {
            return last;
        }
        int n = last;
        while (n > 0 && segments.get(n).baseOffset() > past.recoveryPoint()) {
            n--;
        }
        return n;
    }

    private void checkWhole(SegmentFiles segment) throws IOException {
        var scan = SegmentScan.of(segment, rules);
        if (scan.damage().isPresent()) {
            var damage = scan.damage().get();
            lose(segment.log(), damage.position(), scan.nextOffset(), damage.problem());
        }
    }

    /** After an orderly end the last entries of the last segment's indexes lead to its end, or the whole is read. */
    private void checkEnd() throws IOException {
        var last = segments.getLast();
        var end = SegmentEnd.find(last, rules);
        if (end.isPresent() && end.getAsLong() >= past.recoveryPoint()) {
            return;
        }
        var scan = SegmentScan.of(last, rules);
        if (scan.damage().isPresent() || scan.nextOffset() < past.recoveryPoint()) {
            cut(segments.size() - 1, scan);
        } else {
            LOG.atWarn()
                    .addKeyValue("file", last.offsetIndex())
                    .log("An index does not match its segment and is built anew; no record is lost");
        }
        Files.deleteIfExists(last.offsetIndex());
        Files.deleteIfExists(last.timeIndex());
    }

    private void checkUnflushed() throws IOException {
        for (int n = firstToScan(); n < segments.size(); n++) {
            var scan = SegmentScan.of(segments.get(n), rules);
            boolean last = n == segments.size() - 1;
            boolean hole = rules.gapless()
                    && !last
                    && scan.nextOffset() != segments.get(n + 1).baseOffset();
            if (scan.damage().isPresent() || hole || (last && scan.nextOffset() < past.recoveryPoint())) {
                cut(n, scan);
                return;
            }
        }
    }

    /** Ends the log where a scan found its last good batch. */
    private void cut(int n, SegmentScan scan) throws IOException {
        var segment = segments.get(n);
        var problem = scan.damage().map(BatchScanner.Damage::problem).orElse("it ends there");
        if (scan.nextOffset() < past.recoveryPoint() || past.clean()) {
            lose(segment.log(), scan.goodBytes(), scan.nextOffset(), problem);
        }
        long bytes = segment.logBytes() - scan.goodBytes();
        try (var channel = FileChannel.open(segment.log(), StandardOpenOption.WRITE)) {
            channel.truncate(scan.goodBytes());
            channel.force(true);
        }
        for (var later : segments.subList(n + 1, segments.size())) {
            bytes += later.logBytes();
            Files.delete(later.log());
        }
        Folders.sync(folder);
        LOG.atWarn()
                .addKeyValue("file", segment.log())
                .addKeyValue("offset", scan.nextOffset())
                .addKeyValue("position", scan.goodBytes())
                .addKeyValue("bytes", bytes)
                .log("The daemon did not end in order: the log is cut at its last good batch. {}", problem);
    }

    /** Returns only if a person accepted the loss. */
    private void lose(Path file, long position, long offset, String problem) throws IOException {
        if (!mayLose) {
            throw new CorruptLogException(
                    file,
                    position,
                    offset,
                    problem + ", and records before offset " + past.recoveryPoint() + " had been flushed",
                    "Put back a copy of " + folder + ", or create the empty file " + folder.resolve(ACCEPT_LOSS)
                            + " to start without the records from offset " + offset + " on");
        }
        LOG.atError()
                .addKeyValue("file", file)
                .addKeyValue("offset", offset)
                .addKeyValue("position", position)
                .log("Flushed records are lost, as {} in the log's folder accepts: {}", ACCEPT_LOSS, problem);
    }
}
