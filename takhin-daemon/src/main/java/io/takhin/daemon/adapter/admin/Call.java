package io.takhin.daemon.adapter.admin;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ChangeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request's time, and how its handler waits for the backend.
 *
 * @param deadlineNanos when the caller stops waiting, by {@link System#nanoTime}
 */
public record Call(long deadlineNanos) {

    /** A call with so much time from now. */
    public static Call within(Duration timeout) {
        return new Call(System.nanoTime() + timeout.toNanos());
    }

    /** What is left of it, at least zero. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** The same for the backend. */
    public ChangeOptions options(boolean dryRun) {
        return new ChangeOptions(dryRun, left());
    }

    /** Waits for what is only read; past the deadline nothing was changed. */
    public <T> T read(CompletableFuture<Outcome<T>> future) {
        return value(await(future, Applied.NO), Applied.NO);
    }

    /** Waits for a change; past the deadline it is unknown whether it was made. */
    public <T> T change(CompletableFuture<Outcome<T>> future) {
        return value(await(future, Applied.UNKNOWN), Applied.UNKNOWN);
    }

    /** Waits for a change and leaves a refusal to the caller. */
    public <T> Outcome<T> outcome(CompletableFuture<Outcome<T>> future) {
        return await(future, Applied.UNKNOWN);
    }

    /** What came back, or the refusal as an error. */
    public static <T> T value(Outcome<T> outcome, Applied unknown) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Rejected<T>(var rejection) -> throw new TakhinException(Rejections.error(rejection));
            case Outcome.Unknown<T>(var message) -> throw new TakhinException(unknown(message, unknown));
        };
    }

    /** The error of an answer that was lost. */
    public static AdminError unknown(String message, Applied applied) {
        return new AdminError(
                ErrorCode.DEADLINE,
                message,
                applied == Applied.NO,
                applied,
                applied == Applied.NO ? null : "look whether the change was made, then retry");
    }

    /** The error of a fault of the node's own. */
    public static AdminError fault(Throwable cause, Applied applied) {
        var code = cause instanceof IOException ? ErrorCode.STORAGE : ErrorCode.INTERNAL;
        return new AdminError(code, String.valueOf(cause.getMessage()), false, applied, "look at the daemon's log");
    }

    private <T> Outcome<T> await(CompletableFuture<Outcome<T>> future, Applied applied) {
        try {
            return future.get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Unknown<>("no answer before the deadline");
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new TakhinException(fault(cause, applied), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown<>("the daemon is closing");
        }
    }
}
