package io.takhin.cli.check;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.cli.progress.ProgressBar;
import io.takhin.common.config.DataSize;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code check disk}. */
public final class CheckDiskCommand implements Command {

    private static final Duration LIMIT_DEFAULT = Duration.ofMillis(25);
    private static final Duration DURATION_DEFAULT = Duration.ofSeconds(5);
    private static final DataSize SIZE_DEFAULT = new DataSize(256L << 20);
    private static final DataSize WRITE_DEFAULT = new DataSize(50L << 20);
    private static final double NS_PER_SECOND = 1e9;
    private static final long NS_PER_US = 1000;

    private static final Option<Path> DATA_DIR = Option.required(
                    "--data-dir", "DIR", "the folder to measure in, the daemon's or one on the same disk", Path::of)
            .completing(Completes.FOLDER);
    private static final Option<Duration> P99 = Option.value(
            "--p99",
            "TIME",
            "the limit of an fsync's 99th percentile (default: 25ms)",
            Values::positiveDuration,
            LIMIT_DEFAULT);
    private static final Option<DataSize> MIN_WRITE = Option.value(
            "--min-write",
            "SIZE",
            "what must be written in a second, in sequence (default: 50MiB)",
            DataSize::parse,
            WRITE_DEFAULT);
    private static final Option<DataSize> SIZE = Option.value(
            "--size", "SIZE", "how much to write at most (default: 256MiB)", DataSize::parse, SIZE_DEFAULT);
    private static final Option<Duration> DURATION = Option.value(
            "--duration",
            "TIME",
            "how long each of the two measurements takes at most (default: 5s)",
            Values::positiveDuration,
            DURATION_DEFAULT);

    static final View<Result> VIEW = View.of(
            result -> List.of(Finding.verdict(result.pass())),
            (result, wide) -> List.of(new Block.Fields(List.of(
                    new Field("Verdict", Finding.verdict(result.pass())),
                    new Field("Folder", result.folder() + " (" + result.fileSystem() + ")"),
                    new Field(
                            "Write",
                            Text.bytes((long) result.writeBytesPerSecond()) + "/s over "
                                    + Text.bytes(result.writtenBytes()) + ", at least "
                                    + Text.bytes(result.writeLimit()) + "/s"),
                    new Field(
                            "Fsync",
                            result.fsync().text() + " over " + result.fsync().count()),
                    new Field("Limit", "p99 within " + Brief.us(result.fsyncLimitUs()))))));

    /**
     * What {@code check disk} found.
     *
     * @param pass the verdict
     * @param findings why not
     * @param folder where
     * @param fileSystem of which kind
     * @param writtenBytes how much was written
     * @param writeBytesPerSecond how fast
     * @param writeLimit how fast it was to be
     * @param fsync how long an fsync took
     * @param fsyncLimitUs what its 99th percentile was to keep
     */
    @Doc("What check disk found.")
    record Result(
            @Doc("Whether the check passed.") boolean pass,
            @Doc("Why it did not; empty when it did.") List<Finding> findings,
            @Doc("The folder.") String folder,

            @Doc("The kind of its file system, such as ext4; on tmpfs nothing survives.")
            String fileSystem,

            @Doc("How many bytes were written in sequence.") long writtenBytes,

            @Doc("How many bytes that was a second, its fsync included.")
            double writeBytesPerSecond,

            @Doc("How many bytes a second it was to be at least.")
            long writeLimit,

            @Doc("An append of 4 KiB with its fsync.") Percentiles fsync,

            @Doc("What the 99th percentile of that was to keep, in µs.")
            long fsyncLimitUs) {}

    @Override
    public Description description() {
        return Description.of("check disk", "measure fsync and sequential writes of a disk, here")
                .details("Runs on this machine and needs no daemon. Writes one temporary file in --data-dir and deletes"
                        + " it again. The fsync decides how fast records are committed: an SSD stays within a few"
                        + " ms, a disk behind a busy network does not.")
                .details("PASS needs the 99th percentile of an fsync within --p99 and --min-write a second; otherwise"
                        + " FAIL and exit code 10. Beside a daemon at work it measures what that one leaves.")
                .options(DATA_DIR, P99, MIN_WRITE, SIZE, DURATION)
                .exits(ExitCode.CONDITION_FALSE, ExitCode.REFUSED, ExitCode.NOT_FOUND, ExitCode.INTERRUPTED)
                .example("takhin check disk --data-dir /var/lib/takhin", "before the first start")
                .example("takhin check disk --data-dir . --p99 5ms", "a stricter one")
                .output(Result.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var folder = invocation.get(DATA_DIR);
        if (!Files.isDirectory(folder)) {
            throw new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no folder " + folder)
                    .withHint("create it, or name another with --data-dir"));
        }
        var result = measured(invocation, folder);
        invocation.print(VIEW, result);
        Finding.judge(result.findings());
    }

    private static Result measured(Invocation invocation, Path folder) throws InterruptedException {
        var progress = new ProgressBar(invocation);
        var run = new DiskRun(folder, invocation.get(SIZE).bytes(), invocation.get(DURATION), progress);
        try {
            requireRoom(folder, invocation.get(SIZE));
            var measured = run.run();
            return judged(
                    folder,
                    measured,
                    invocation.get(MIN_WRITE).bytes(),
                    invocation.get(P99).toNanos() / NS_PER_US);
        } catch (IOException e) {
            if (Files.exists(run.file())) {
                invocation.closeWith(run.file() + " could not be deleted; delete it by hand");
            }
            throw new TakhinException(
                    AdminError.of(ErrorCode.STORAGE, "can't measure in " + folder + ": " + e.getMessage()), e);
        } finally {
            progress.clear();
        }
    }

    /** A daemon on the same disk must not run out of room by a check. */
    private static void requireRoom(Path folder, DataSize size) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < size.bytes() * 2) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.REFUSED,
                            Text.bytes(free) + " are free in " + folder + ", less than twice what would be written")
                    .withHint("write less with --size"));
        }
    }

    private static Result judged(Path folder, DiskRun.Measured measured, long writeLimit, long limitUs)
            throws IOException {
        double speed = measured.writtenBytes() / (measured.writeNs() / NS_PER_SECOND);
        var fsync = Percentiles.ofNs(measured.syncNs());
        var findings = new ArrayList<Finding>();
        if (fsync.p99Us() > limitUs) {
            findings.add(new Finding(
                    "slow",
                    "p99 of an fsync is " + Brief.us(fsync.p99Us()) + ", it was to be within " + Brief.us(limitUs)));
        }
        if (speed < writeLimit) {
            findings.add(new Finding(
                    "under-rate",
                    Text.bytes((long) speed) + " were written a second, it was to be at least "
                            + Text.bytes(writeLimit)));
        }
        return new Result(
                findings.isEmpty(),
                List.copyOf(findings),
                folder.toAbsolutePath().normalize().toString(),
                Files.getFileStore(folder).type(),
                measured.writtenBytes(),
                speed,
                writeLimit,
                fsync,
                limitUs);
    }
}
