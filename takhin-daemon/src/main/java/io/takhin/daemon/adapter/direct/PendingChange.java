package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A change that waits for its answer.
 *
 * <pre>
 * WAITING → TAKEN     the owner works on it; past its deadline the outcome is unknown
 * WAITING → EXPIRED   its deadline came first: nothing was changed
 * </pre>
 */
final class PendingChange<T> {

    private enum State {
        WAITING,
        TAKEN,
        EXPIRED
    }

    private final Change<T> change;
    private final boolean dryRun;
    private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    PendingChange(Change<T> change, boolean dryRun) {
        this.change = change;
        this.dryRun = dryRun;
    }

    Change<T> change() {
        return change;
    }

    boolean dryRun() {
        return dryRun;
    }

    CompletableFuture<Outcome<T>> answer() {
        return answer;
    }

    /** The owner begins; false when it came too late. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** The deadline passed. */
    void expire() {
        if (state.compareAndSet(State.WAITING, State.EXPIRED)) {
            reject(new Rejection(
                    Rejection.Reason.OVERLOADED, "the change was not begun before its deadline; nothing was changed"));
        } else {
            answer.complete(new Outcome.Unknown<>("the change was begun and has not ended before its deadline"));
        }
    }

    void reject(Rejection rejection) {
        answer.complete(new Outcome.Rejected<>(rejection));
    }
}
