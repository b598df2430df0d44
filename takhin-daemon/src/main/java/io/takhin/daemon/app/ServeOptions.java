package io.takhin.daemon.app;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code takhin serve} was told on its command line.
 *
 * @param config the configuration file, where one was named
 * @param dev whether to run one node without consensus, with auto-creation, without needing a file
 * @param flags the other flags that were given, by name with their dashes: {@code --id}, {@code --data-dir},
 *     {@code --kafka}, {@code --admin}, {@code --raft}, {@code --initial-voters}; each stands above environment and
 *     file
 * @param environment the process's environment, of which {@code TAKHIN_*} is used
 * @param json whether the line that says the daemon is ready is JSON
 */
public record ServeOptions(
        @Nullable Path config, boolean dev, Map<String, String> flags, Map<String, String> environment, boolean json) {

    /** Copies the maps. */
    public ServeOptions {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }
}
