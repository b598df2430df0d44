package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads until there is enough, an error, or no more time. Between reads it waits for the partitions' append signals.
 *
 * <pre>
 * READING ⇄ WAITING     too little: wait; a signal or the end of the time: read
 * READING → AGAIN → READING    a signal during a read
 * any → DONE
 * </pre>
 */
final class LongPoll {

    private enum State {
        READING,
        AGAIN,
        WAITING,
        DONE
    }

    private final Backend backend;
    private final ScheduledExecutorService executor;
    private final List<FetchWish> wishes;
    private final FetchLimits limits;
    private final CompletableFuture<List<FetchedPartition>> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.READING);
    private volatile boolean timeUp;
    /** Written by the one thread that reads, before it waits for the first time. */
    private volatile List<Subscription> subscriptions = List.of();

    private volatile @Nullable Future<?> timer;

    private LongPoll(Backend backend, ScheduledExecutorService executor, List<FetchWish> wishes, FetchLimits limits) {
        this.backend = backend;
        this.executor = executor;
        this.wishes = wishes;
        this.limits = limits;
    }

    /** Starts; the future may be cancelled. It is completed by a thread of the backend or of the executor. */
    static CompletableFuture<List<FetchedPartition>> start(
            Backend backend, ScheduledExecutorService executor, List<FetchWish> wishes, FetchLimits limits) {
        var poll = new LongPoll(backend, executor, wishes, limits);
        var _ = poll.answer.whenComplete((_, _) -> poll.end());
        poll.read();
        return poll.answer;
    }

    private void read() {
        var _ = ReadPass.of(backend, wishes, limits).whenComplete((fetched, failure) -> {
            try {
                if (failure == null) {
                    judge(fetched);
                } else {
                    answer.completeExceptionally(failure);
                }
            } catch (RuntimeException e) {
                // Such as the executor's at the node's end.
                answer.completeExceptionally(e);
            }
        });
    }

    private void judge(List<FetchedPartition> fetched) {
        if (enough(fetched)) {
            answer.complete(fetched);
        } else if (timer == null) {
            subscribe();
            // What was appended before the subscription gave no signal.
            readLater();
        } else if (!state.compareAndSet(State.READING, State.WAITING)
                && state.compareAndSet(State.AGAIN, State.READING)) {
            readLater();
        }
    }

    private boolean enough(List<FetchedPartition> fetched) {
        return timeUp
                || limits.waitMsMax() <= 0
                || fetched.isEmpty()
                || fetched.stream().anyMatch(FetchedPartition::failed)
                || fetched.stream().mapToLong(FetchedPartition::sizeBytes).sum() >= limits.bytesMin();
    }

    private void subscribe() {
        subscriptions = wishes.stream()
                .map(wish -> ReadPass.partition(backend, wish.key()))
                .flatMap(Optional::stream)
                .map(partition -> backend.onAppend(partition, this::wake))
                .toList();
        timer = executor.schedule(
                () -> {
                    timeUp = true;
                    wake();
                },
                limits.waitMsMax(),
                TimeUnit.MILLISECONDS);
        if (state.get() == State.DONE) {
            release();
        }
    }

    /** Called by any thread. */
    private void wake() {
        if (state.compareAndSet(State.WAITING, State.READING)) {
            readLater();
        } else {
            state.compareAndSet(State.READING, State.AGAIN);
        }
    }

    private void readLater() {
        executor.execute(() -> {
            if (!answer.isDone()) {
                read();
            }
        });
    }

    private void end() {
        state.set(State.DONE);
        release();
    }

    private void release() {
        subscriptions.forEach(Subscription::close);
        var pending = timer;
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
