package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the topic folders in which input or output failed. Kafka asks it before each action and refuses all in such
 * a folder until the next start. Kafka's own takes a fixed number of folders and throws at the next.
 */
final class DiskFailures extends LogDirFailureChannel {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFailures.class);

    private final Set<String> folders = ConcurrentHashMap.newKeySet();

    DiskFailures() {
        super(1);
    }

    @Override
    public boolean hasOfflineLogDir(String folder) {
        return folders.contains(folder);
    }

    @Override
    public void maybeAddOfflineLogDir(String folder, String message, IOException cause) {
        if (!folders.add(folder)) {
            return;
        }
        if (Files.exists(Path.of(folder))) {
            LOG.atError()
                    .addKeyValue("folder", folder)
                    .setCause(cause)
                    .log("Storage failed; the topic takes no records until the daemon is restarted: {}", message);
        } else {
            LOG.atDebug().addKeyValue("folder", folder).setCause(cause).log("The topic was deleted meanwhile");
        }
    }
}
