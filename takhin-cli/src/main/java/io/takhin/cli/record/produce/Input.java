package io.takhin.cli.record.produce;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs one after another, read on a thread of their own, as a read of a pipe can't be interrupted. */
final class Input {

    private final InputStream standardIn;
    private final List<Path> files;
    private final InputReader reader;
    private final Destination destination;
    private final Thread thread;
    private volatile boolean done;
    private volatile boolean complete;
    private volatile @Nullable RuntimeException failure;

    /** Reads files in order, or standard input if there are none; "-" is standard input as well. */
    Input(InputStream standardIn, List<Path> files, InputReader reader, Destination destination) {
        this.standardIn = standardIn;
        this.files = files.isEmpty() ? List.of(Path.of("-")) : files;
        this.reader = reader;
        this.destination = destination;
        this.thread = Thread.ofPlatform().daemon().name("takhin-input").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether nothing more comes; what came before that is in the destination. */
    boolean isDone() {
        return done;
    }

    /** Whether all was read to the end. */
    boolean isComplete() {
        return complete;
    }

    /** Fails as the reading did. */
    void check() {
        var thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Ends it; what it holds is lost. */
    void cancel() {
        destination.stop();
        thread.interrupt();
    }

    /** How many bytes there are, 0 if that is not known. */
    long bytesTotal() {
        try {
            long bytes = 0;
            for (var file : files) {
                long size = isStandardIn(file)
                        ? standardIn instanceof FileInputStream in
                                ? in.getChannel().size()
                                : 0
                        : Files.size(file);
                if (size <= 0) {
                    return 0;
                }
                bytes += size;
            }
            return bytes;
        } catch (IOException e) {
            return 0; // only the progress bar wants to know; the reading itself will tell
        }
    }

    private void run() {
        try {
            for (var file : files) {
                if (isStandardIn(file)) {
                    reader.readAll(standardIn);
                } else {
                    readFile(file);
                }
            }
            complete = !destination.isStopped();
        } catch (InterruptedException e) {
            complete = false;
        } catch (RuntimeException e) {
            failure = e;
        }
        try {
            destination.lock();
            try {
                destination.finishAll();
            } finally {
                destination.unlock();
            }
        } catch (InterruptedException e) {
            complete = false;
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        done = true;
    }

    private void readFile(Path file) throws InterruptedException {
        try (var in = Files.newInputStream(file)) {
            reader.readAll(in);
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.USAGE, "file " + file + " can't be read: " + e.getMessage()), e);
        }
    }

    private static boolean isStandardIn(Path file) {
        return file.toString().equals("-");
    }
}
