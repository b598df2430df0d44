package io.takhin.daemon.port;

/** A listener's registration; closing it ends the calls. Idempotent; a call under way may still end. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
