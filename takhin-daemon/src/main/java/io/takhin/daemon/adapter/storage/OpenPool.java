package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Does the same to many logs, several at once, on threads that live for it alone. */
final class OpenPool {

    private OpenPool() {}

    /** One of the things to do. */
    @FunctionalInterface
    interface Task<T> {
        void run(T item) throws IOException;
    }

    /**
     * Runs a task for each item; after the first failure no more are begun.
     *
     * @throws IOException the first failure
     */
    static <T> void run(int threads, String role, List<T> items, Task<T> task) throws IOException {
        var queue = new ConcurrentLinkedQueue<>(items);
        var failures = new ConcurrentLinkedQueue<IOException>();
        int count = Math.min(threads, items.size());
        var ended = new CountDownLatch(count);
        for (int n = 0; n < count; n++) {
            Thread.ofPlatform().name("takhin-log-" + role + "-" + n).start(() -> {
                try {
                    for (var item = queue.poll(); item != null && failures.isEmpty(); item = queue.poll()) {
                        task.run(item);
                    }
                } catch (IOException e) {
                    failures.add(e);
                } catch (RuntimeException e) {
                    failures.add(new IOException("a log failed for an unexpected reason: " + e, e));
                } finally {
                    ended.countDown();
                }
            });
        }
        await(ended);
        var first = failures.poll();
        if (first != null) {
            failures.forEach(first::addSuppressed);
            throw first;
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
