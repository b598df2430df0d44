package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads on a few threads of its own, so that no caller waits for a disk. */
final class LogReads {

    private final ThreadPoolExecutor threads;
    private final FaultHandler faults;

    LogReads(DirectSettings settings, FaultHandler faults) {
        this.faults = faults;
        this.threads = new ThreadPoolExecutor(
                settings.readWorkers(),
                settings.readWorkers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queues().readsMax()),
                Thread.ofPlatform().name("takhin-read-", 0).factory());
    }

    /** Reads; at the high watermark, where there is nothing to read, on the caller's thread. */
    CompletableFuture<Outcome<ReadResult>> read(DirectPartition partition, ReadRequest request) {
        Reading<ReadResult> reading = () -> partition.log().read(request);
        if (request.offset() >= partition.log().highWatermark()) {
            var answer = new CompletableFuture<Outcome<ReadResult>>();
            run(partition, reading, answer);
            return answer;
        }
        return submit(partition, reading);
    }

    CompletableFuture<Outcome<OffsetAt>> offsetAt(DirectPartition partition, OffsetQuery query) {
        return submit(partition, () -> Outcome.done(partition.log().offsetAt(query)));
    }

    CompletableFuture<Outcome<List<ProducerState>>> producers(DirectPartition partition) {
        return submit(partition, () -> Outcome.done(partition.log().producers()));
    }

    /** Ends after the reads that wait; true when they ended in time. */
    boolean stop(Duration timeout) throws InterruptedException {
        threads.shutdown();
        boolean ended = threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        new ArrayList<>(threads.getQueue()).forEach(waiting -> {
            if (waiting instanceof Task<?> task && threads.remove(task)) {
                task.refuse();
            }
        });
        return ended;
    }

    private <T> CompletableFuture<Outcome<T>> submit(DirectPartition partition, Reading<T> reading) {
        var task = new Task<>(this, partition, reading, new CompletableFuture<>());
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // Refused for one of two expected reasons; the caller hears which.
            task.answer()
                    .complete(
                            threads.isShutdown()
                                    ? Outcome.reject(Reason.NOT_READY, "the node is stopping")
                                    : Outcome.reject(Reason.OVERLOADED, "too many reads wait already; try again"));
        }
        return task.answer();
    }

    private <T> void run(DirectPartition partition, Reading<T> reading, CompletableFuture<Outcome<T>> answer) {
        try {
            answer.complete(reading.read());
        } catch (IOException e) {
            answer.complete(failed(partition, e));
        } catch (RuntimeException e) {
            if (partition.gone()) {
                // Its files were closed under the read.
                answer.complete(gone(partition));
            } else {
                answer.completeExceptionally(e);
            }
        }
    }

    private <T> Outcome<T> failed(DirectPartition partition, IOException e) {
        if (partition.gone()) {
            return gone(partition);
        }
        if (partition.failRead()) {
            faults.storageFailed("read of partition " + partition.id(), e);
        }
        return Outcome.reject(
                Reason.STORAGE_FAILED, "partition " + partition.id() + " can't be read: " + e.getMessage());
    }

    private static <T> Outcome<T> gone(DirectPartition partition) {
        return new Outcome.Rejected<>(partition
                .refusal()
                .orElseGet(() -> new Rejection(Reason.UNKNOWN_TOPIC, "topic of " + partition.id() + " was deleted")));
    }

    @FunctionalInterface
    private interface Reading<T> {
        Outcome<T> read() throws IOException;
    }

    private record Task<T>(
            LogReads reads, DirectPartition partition, Reading<T> reading, CompletableFuture<Outcome<T>> answer)
            implements Runnable {
        @Override
        public void run() {
            reads.run(partition, reading, answer);
        }

        void refuse() {
            answer.complete(Outcome.reject(Reason.NOT_READY, "the node is stopping"));
        }
    }
}
