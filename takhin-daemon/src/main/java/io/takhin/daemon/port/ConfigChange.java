package io.takhin.daemon.port;

import java.util.List;
import java.util.Map;

/**
 * A change of a topic's configs.
 *
 * @param set new values, by name
 * @param remove the names that go back to their defaults
 */
public record ConfigChange(Map<String, String> set, List<String> remove) {

    /** Copies what could change. */
    public ConfigChange {
        set = Map.copyOf(set);
        remove = List.copyOf(remove);
    }
}
