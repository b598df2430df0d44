package io.takhin.daemon.adapter.direct;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Flushes several logs at once for lanes that wait for it: a file system commits the flushes that come together in one
 * go, so eight at once take little longer than one. Its queue is bounded by what the lanes hand over in one round each.
 */
final class FlushPool {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("takhin-flush-", 0).factory());

    /** Flushes these logs; returns those that could not be flushed, and why. */
    Map<DirectPartition, IOException> flush(Collection<DirectPartition> partitions) {
        var answers = new LinkedHashMap<DirectPartition, CompletableFuture<Optional<IOException>>>();
        for (var partition : partitions) {
            // A lone one needs no other thread.
            answers.put(
                    partition,
                    partitions.size() == 1
                            ? CompletableFuture.completedFuture(flush(partition))
                            : CompletableFuture.supplyAsync(() -> flush(partition), threads));
        }
        var failed = new LinkedHashMap<DirectPartition, IOException>();
        answers.forEach((partition, answer) -> answer.join().ifPresent(e -> failed.put(partition, e)));
        return failed;
    }

    /** Ends when no lane uses it any more; true when it ended in time. */
    boolean stop(Duration timeout) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Optional<IOException> flush(DirectPartition partition) {
        try {
            partition.log().flush();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
