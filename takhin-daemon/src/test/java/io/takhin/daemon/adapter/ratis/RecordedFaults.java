package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.port.FaultHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
final class RecordedFaults implements FaultHandler {

    private final List<String> storage = new CopyOnWriteArrayList<>();
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

    @Override
    public void storageFailed(String what, Throwable cause) {
        storage.add(what);
    }

    @Override
    public void fatal(String what, Throwable cause) {
        fatal.add(new AssertionError(what, cause));
    }

    List<String> storage() {
        return storage;
    }

    /** Fails if there was a bug. */
    void assertNoBug() {
        for (var fault : fatal) {
            throw new AssertionError(fault);
        }
    }
}
