package io.takhin.cli.user;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person's files lie, by the XDG base directory specification. A folder is absent where neither its variable
 * nor HOME names an absolute path; none of them need exist.
 *
 * @param env the environment
 */
public record UserFolders(Map<String, String> env) {

    /** What a person has set. */
    public Optional<Path> config() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /** What may be thrown away. */
    public Optional<Path> cache() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    /** What is worth keeping, but no setting. */
    public Optional<Path> state() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    private Optional<Path> folder(String variable, String atHome) {
        var set = env.getOrDefault(variable, "");
        if (set.startsWith("/")) {
            return Optional.of(Path.of(set, "takhin"));
        }
        var home = env.getOrDefault("HOME", "");
        return home.startsWith("/") ? Optional.of(Path.of(home, atHome, "takhin")) : Optional.empty();
    }
}
