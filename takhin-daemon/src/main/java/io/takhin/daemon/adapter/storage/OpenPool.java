package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Does the same to many logs, several at once, on threads that live for it alone. */
final class OpenPool {

    /** After so many the disk is what is wrong. */
    private static final int FAILURES_MAX = 20;

    private OpenPool() {}

    /** One of the things to do. */
    @FunctionalInterface
    interface Task<T> {
        void run(T item) throws IOException;
    }

    /**
     * Runs a task for each item, also after one failed: a person wants to hear of all that is wrong at once.
     *
     * @throws IOException the failure, or one that names the first few
     */
    static <T> void run(int threads, String role, List<T> items, Task<T> task) throws IOException {
        var queue = new ConcurrentLinkedQueue<>(items);
        var failures = new ConcurrentLinkedQueue<IOException>();
        int count = Math.min(threads, items.size());
        var ended = new CountDownLatch(count);
        for (int n = 0; n < count; n++) {
            Thread.ofPlatform().name("takhin-log-" + role + "-" + n).start(() -> {
                try {
                    for (var item = queue.poll(); item != null && failures.size() < FAILURES_MAX; item = queue.poll()) {
                        runOne(task, item, failures);
                    }
                } finally {
                    ended.countDown();
                }
            });
        }
        await(ended);
        var all = List.copyOf(failures);
        if (all.size() == 1) {
            throw all.getFirst();
        }
        if (!all.isEmpty()) {
            var combined = new IOException(all.size() + " logs failed:\n"
                    + all.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
            all.forEach(combined::addSuppressed);
            throw combined;
        }
    }

    private static <T> void runOne(Task<T> task, T item, Collection<IOException> failures) {
        try {
            task.run(item);
        } catch (IOException e) {
            failures.add(e);
        } catch (RuntimeException e) {
            failures.add(new IOException("a log failed for an unexpected reason: " + e, e));
        }
    }

    private static void await(CountDownLatch ended) throws IOException {
        try {
            // Each task ends when its log is read; how long that takes only the disk knows, and progress is reported.
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while logs were opened or closed", e);
        }
    }
}
