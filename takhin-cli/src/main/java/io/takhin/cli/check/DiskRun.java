package io.takhin.cli.check;

import io.takhin.cli.progress.ProgressBar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Measures a disk as the daemon uses it: large sequential writes, and small appends each followed by an fsync. Works in
 * one file that it deletes again. One thread runs it.
 */
final class DiskRun {

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int APPEND_BYTES = 4 << 10;
    private static final int SYNCS_MAX = 10_000;
    private static final long SEED = 42;

    private final Path file;
    private final long sizeBytes;
    private final Duration timeMax;
    private final ProgressBar progress;

    /**
     * What was measured.
     *
     * @param writtenBytes how much was written in sequence
     * @param writeNs how long that took, its fsync included
     * @param syncNs each append with its fsync
     */
    record Measured(long writtenBytes, long writeNs, long[] syncNs) {}

    /** Measures in a folder, with at most so many bytes, each part for at most so long. */
    DiskRun(Path folder, long sizeBytes, Duration timeMax, ProgressBar progress) {
        this.file = folder.resolve("takhin-check-disk-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".tmp");
        this.sizeBytes = sizeBytes;
        this.timeMax = timeMax;
        this.progress = progress;
    }

    /** The file it works in. */
    Path file() {
        return file;
    }

    /**
     * Measures.
     *
     * @throws IOException if the disk can't be written; the file is gone then too, where it can be deleted
     * @throws InterruptedException if the process is told to end
     */
    Measured run() throws IOException, InterruptedException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long startNs = System.nanoTime();
            long written = write(channel, startNs);
            channel.force(true);
            long writeNs = Math.max(1, System.nanoTime() - startNs);
            channel.truncate(0);
            channel.force(true);
            return new Measured(written, writeNs, sync(channel));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long write(FileChannel channel, long startNs) throws IOException {
        // Random, as some disks and file systems store what repeats itself only once.
        var block = new byte[BLOCK_BYTES];
        new Random(SEED).nextBytes(block);
        long written = 0;
        while (written < sizeBytes && System.nanoTime() - startNs < timeMax.toNanos()) {
            var buffer = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK_BYTES, sizeBytes - written));
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
            long done = written;
            progress.at(
                    done,
                    0,
                    () -> done / BLOCK_BYTES + " MiB written",
                    () -> "check disk: " + done / BLOCK_BYTES + " MiB written");
        }
        return written;
    }

    private long[] sync(FileChannel channel) throws IOException {
        var times = new long[SYNCS_MAX];
        var block = new byte[APPEND_BYTES];
        new Random(SEED).nextBytes(block);
        long startNs = System.nanoTime();
        int count = 0;
        while (count < SYNCS_MAX && System.nanoTime() - startNs < timeMax.toNanos()) {
            long beforeNs = System.nanoTime();
            var buffer = ByteBuffer.wrap(block);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
            times[count++] = System.nanoTime() - beforeNs;
            int done = count;
            progress.at(done, 0, () -> done + " fsyncs", () -> "check disk: " + done + " fsyncs");
        }
        return Arrays.copyOf(times, count);
    }
}
