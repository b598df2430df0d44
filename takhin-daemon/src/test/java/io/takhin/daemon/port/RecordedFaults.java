package io.takhin.daemon.port;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordedFaults implements FaultHandler {

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

    /** What failed of the storage. */
    public List<String> storage() {
        return storage;
    }

    /** Fails if there was a bug. */
    public void assertNoBug() {
        for (var fault : fatal) {
            throw new AssertionError(fault);
        }
    }
}
