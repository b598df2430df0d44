package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import java.util.concurrent.CompletableFuture;

/** What an {@link AppendLane} does, in the order it was asked. */
sealed interface LaneWork {

    /** Appends; {@code bytes} are taken from the budget until it is answered. */
    record Append(
            DirectPartition partition, AppendRequest request, int bytes, CompletableFuture<Outcome<Appended>> answer)
            implements LaneWork {}

    /** Moves the start offset. */
    record Trim(DirectPartition partition, long beforeOffset, CompletableFuture<Outcome<Long>> answer)
            implements LaneWork {}

    /** Tells when everything before it is done. */
    record Barrier(CompletableFuture<Void> reached) implements LaneWork {}

    /** Ends the lane. */
    record Stop() implements LaneWork {}

    /** Answers work that will not be done. */
    default void refuse(Rejection rejection) {
        switch (this) {
            case Append append -> append.answer().complete(new Outcome.Rejected<>(rejection));
            case Trim trim -> trim.answer().complete(new Outcome.Rejected<>(rejection));
            case Barrier barrier -> barrier.reached().complete(null);
            case Stop() -> {
                // No one waits for it.
            }
        }
    }

    /** Answers work whose thread ended over a bug; what was answered before stays so. */
    default void fail(Throwable fault) {
        switch (this) {
            case Append append -> append.answer().completeExceptionally(fault);
            case Trim trim -> trim.answer().completeExceptionally(fault);
            case Barrier barrier -> barrier.reached().completeExceptionally(fault);
            case Stop() -> {
                // No one waits for it.
            }
        }
    }
}
