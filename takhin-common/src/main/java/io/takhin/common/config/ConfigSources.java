package io.takhin.common.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration is read from; later ones win: defaults, {@code --dev}, file, environment, flags.
 *
 * @param file the file, where there is one
 * @param dev whether the defaults for development are in force
 * @param flags flags by name with their dashes, of those in {@link #FLAGS}
 * @param environment all variables; {@code TAKHIN_*} of a section are read
 */
public record ConfigSources(
        @Nullable Path file, boolean dev, Map<String, String> flags, Map<String, String> environment) {

    /** Which key each flag sets. */
    public static final Map<String, String> FLAGS = Map.of(
            "--id", "node.id",
            "--data-dir", "node.dataDir",
            "--kafka", "kafka.listen",
            "--admin", "admin.listen",
            "--raft", "raft.listen",
            "--initial-voters", "raft.initialVoters");

    /** Copies the maps. */
    public ConfigSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }
}
