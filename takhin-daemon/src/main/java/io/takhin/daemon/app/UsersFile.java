package io.takhin.daemon.app;

import java.util.LinkedHashMap;
import java.util.Map;

/** The users of {@code kafka.saslUsersFile}: a line {@code NAME:PASSWORD} for each. */
final class UsersFile {

    /** SCRAM takes some milliseconds for each at start. */
    private static final int USERS_MAX = 1000;

    private UsersFile() {}

    /**
     * Names and passwords. A password is all behind the first colon, spaces too.
     *
     * @throws IllegalArgumentException with the number of the first line that is wrong, and never what is in it
     */
    static Map<String, String> parse(String text) {
        var users = new LinkedHashMap<String, String>();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                add(users, line, "line " + (i + 1));
            }
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException("has no users, so nobody could log in");
        }
        return users;
    }

    private static void add(Map<String, String> users, String line, String place) {
        int colon = line.indexOf(':');
        if (colon < 1 || colon == line.length() - 1) {
            throw new IllegalArgumentException(place + " is not NAME:PASSWORD");
        }
        if (users.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
            throw new IllegalArgumentException(place + " has a user that an earlier line has");
        }
        if (users.size() > USERS_MAX) {
            throw new IllegalArgumentException("has more than " + USERS_MAX + " users");
        }
    }
}
