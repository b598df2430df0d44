package io.takhin.daemon.core;

import java.util.function.Function;

/**
 * How a request ended: done, refused, or not known. The third is no failure: the change was on its way when the answer
 * was lost, so a retry must be safe by other means, such as a producer id (KIP-98).
 *
 * @param <T> what a done request brings back
 */
public sealed interface Outcome<T> {

    /** It is done, and as durable as the backend promises. */
    record Done<T>(T value) implements Outcome<T> {}

    /** It was refused and nothing changed. */
    record Rejected<T>(Rejection rejection) implements Outcome<T> {}

    /** It may or may not have happened. */
    record Unknown<T>(String message) implements Outcome<T> {}

    /** Short for {@link Done}. */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /** Short for {@link Rejected}. */
    static <T> Outcome<T> reject(Rejection.Reason reason, String message) {
        return new Rejected<>(new Rejection(reason, message));
    }

    /** The same ending with another value when done. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> mapper) {
        return switch (this) {
            case Done<T>(var value) -> new Done<>(mapper.apply(value));
            case Rejected<T>(var rejection) -> new Rejected<>(rejection);
            case Unknown<T>(var message) -> new Unknown<>(message);
        };
    }
}
