package io.takhin.daemon.app;

import io.takhin.common.admin.cluster.Health;
import io.takhin.daemon.port.FaultHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can't be put right while the process runs. A failed part of the disk is told in the health, and the node serves
 * what it still can; a bug ends the process, for its supervisor to start it again.
 */
final class NodeFaults implements FaultHandler {

    private static final Logger LOG = LoggerFactory.getLogger(NodeFaults.class);

    private final Path folder;
    private final long reserveBytes;
    private final AtomicReference<@Nullable String> storageFailure = new AtomicReference<>();
    private final CountDownLatch fatal = new CountDownLatch(1);

    NodeFaults(Path folder, long reserveBytes) {
        this.folder = folder;
        this.reserveBytes = reserveBytes;
    }

    @Override
    public void storageFailed(String what, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("part", what).log("storage failed, it takes no more changes");
        storageFailure.compareAndSet(null, what + ": " + cause.getMessage());
    }

    @Override
    public void fatal(String what, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("part", what).log("fatal fault, the process ends");
        fatal.countDown();
    }

    /** What is wrong with the disk, as reasons of the health. */
    List<Health.Reason> reasons() {
        var reasons = new ArrayList<Health.Reason>();
        var failure = storageFailure.get();
        if (failure != null) {
            reasons.add(new Health.Reason("storage-failed", failure));
        }
        try {
            long freeBytes = Files.getFileStore(folder).getUsableSpace();
            if (freeBytes < reserveBytes) {
                reasons.add(new Health.Reason(
                        "storage-full",
                        freeBytes + " bytes are free on the disk of " + folder + ", the reserve is " + reserveBytes));
            }
        } catch (IOException e) {
            reasons.add(new Health.Reason("storage-failed", "free space of " + folder + " unknown: " + e.getMessage()));
        }
        return reasons;
    }

    /** Whether the process has to end. */
    boolean isFatal() {
        return fatal.getCount() == 0;
    }

    /** Waits until the process has to end. */
    void awaitFatal() throws InterruptedException {
        fatal.await();
    }
}
