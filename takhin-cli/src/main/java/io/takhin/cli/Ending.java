package io.takhin.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command flush before SIGINT or SIGTERM end the process: the JVM's shutdown begins with an interrupt of the
 * command's thread and waits, not without end, for it to return. The JVM itself then exits with 130 or 143.
 */
final class Ending {

    private static final Duration FLUSH_TIME_MAX = Duration.ofSeconds(10);

    private final AtomicBoolean decided = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean released;

    private Ending() {}

    /** Watches over a command that runs on this thread. */
    static Ending install(Thread command) {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.shutdown(command), "takhin-ending"));
        return ending;
    }

    /** Says that the command minds signals itself. */
    void release() {
        released = true;
    }

    /** Says that the command has returned; false if a signal is ending the process already. */
    boolean commandEnded() {
        ended.countDown();
        return decided.compareAndSet(false, true);
    }

    private void shutdown(Thread command) {
        if (released || !decided.compareAndSet(false, true)) {
            return;
        }
        command.interrupt();
        try {
            boolean flushed = ended.await(FLUSH_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (!flushed) {
                System.err.println("takhin: the command did not end within " + FLUSH_TIME_MAX.toSeconds()
                        + " s of the signal; what it was writing may be incomplete");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
