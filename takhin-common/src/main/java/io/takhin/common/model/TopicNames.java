package io.takhin.common.model;

import java.util.Optional;

/** The rules for topic names: Kafka's own, so that every topic can be reached by every client. */
public final class TopicNames {

    /** The longest name, in characters: with the partition's suffix it still fits a file name. */
    public static final int LENGTH_MAX = 249;

    private TopicNames() {}

    /** Says what is wrong with a name, or nothing when it is a good one. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a topic name must not be empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("a topic name must not be \"" + name + "\"");
        }
        if (name.length() > LENGTH_MAX) {
            return Optional.of("a topic name has at most " + LENGTH_MAX + " characters, this has " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            if (!allowed(name.charAt(i))) {
                return Optional.of("topic name \"" + name + "\": only letters, digits, '.', '_' and '-' are allowed");
            }
        }
        return Optional.empty();
    }

    /** The form in which two names collide: metrics print '.' and '_' alike, so Kafka keeps such names apart. */
    public static String collisionKey(String name) {
        return name.replace('.', '_');
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
