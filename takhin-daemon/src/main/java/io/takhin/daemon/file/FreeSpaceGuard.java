package io.takhin.daemon.file;

import io.takhin.daemon.core.Rejection;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what needs disk space while less than the reserve is free, so that deleting, trimming and shutting down still
 * have room. It takes them again when a tenth more than the reserve is free. Any thread calls.
 */
public final class FreeSpaceGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpaceGuard.class);

    private final FreeSpace disk;
    private final long reserveBytes;
    private volatile Optional<Rejection> refusal = Optional.empty();

    /** Guards a disk; {@link #check} looks at it first. */
    public FreeSpaceGuard(FreeSpace disk, long reserveBytes) {
        this.disk = disk;
        this.reserveBytes = reserveBytes;
    }

    /** Why nothing more may be written, while that is so. */
    public Optional<Rejection> refusal() {
        return refusal;
    }

    /** Looks at the disk again. */
    public void check() {
        long freeBytes;
        try {
            freeBytes = disk.usableBytes();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("free disk space unknown");
            return;
        }
        boolean refusing = refusal.isPresent();
        if (!refusing && freeBytes < reserveBytes) {
            refusal = Optional.of(new Rejection(
                    Rejection.Reason.STORAGE_FULL,
                    "less than the reserve of " + reserveBytes
                            + " bytes is free on the disk; delete topics, lower their retention or make room"));
            LOG.atWarn()
                    .addKeyValue("freeBytes", freeBytes)
                    .addKeyValue("reserveBytes", reserveBytes)
                    .log("disk full up to the reserve, produces are refused");
        } else if (refusing && freeBytes >= reserveBytes + reserveBytes / 10) {
            refusal = Optional.empty();
            LOG.atInfo().addKeyValue("freeBytes", freeBytes).log("disk has room again, produces are taken");
        }
    }
}
