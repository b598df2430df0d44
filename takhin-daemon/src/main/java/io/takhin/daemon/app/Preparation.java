package io.takhin.daemon.app;

import io.takhin.daemon.adapter.metadata.ChronicleMetadataStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up what takes libraries long at their first use, on threads of its own, while the daemon reads its configuration
 * and binds its listeners: Chronicle Map, which makes classes and calls native code for it (0.3 s), and the JDK's
 * management beans, which Kafka's metrics ask for (0.1 s).
 *
 * <p>Nobody may touch Chronicle before {@link #await} has returned: its classes initialise each other in cycles, and
 * two threads that begin at different ends would wait for each other for good.
 */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final Thread maps;

    private Preparation(Thread maps) {
        this.maps = maps;
    }

    /** Begins. */
    static Preparation begin() {
        var maps = Thread.ofPlatform().daemon().name("takhin-prepare-maps").start(Preparation::prepareMaps);
        Thread.ofPlatform().daemon().name("takhin-prepare-management").start(ManagementFactory::getPlatformMBeanServer);
        return new Preparation(maps);
    }

    /** Waits until Chronicle may be used. An interrupt ends the wait and stays set. */
    void await() {
        try {
            if (!maps.join(WAIT_MAX)) {
                LOG.atWarn().log("the metadata map's library is not ready after half a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void prepareMaps() {
        try {
            ChronicleMetadataStore.prepare();
            LOG.atDebug().log("the metadata map's library is ready");
        } catch (RuntimeException e) {
            // The store says what is wrong when it is opened.
            LOG.atDebug().setCause(e).log("the metadata map's library could not be prepared");
        }
    }
}
