package io.takhin.cli.user;

/**
 * A cluster by a name of the person's own.
 *
 * @param name its name
 * @param bootstrap its admin addresses, HOST:PORT with commas between
 * @param guarded whether changes need {@code --confirm-cluster} with the name; {@code protected} in the file
 */
public record Context(String name, String bootstrap, boolean guarded) {

    private static final int NAME_LENGTH_MAX = 64;

    /**
     * Checks a name: letters, digits, '.', '_' and '-', and it begins with a letter or digit, as it is part of a file's
     * name.
     *
     * @throws IllegalArgumentException if it is no name
     */
    public static String checkedName(String name) {
        boolean letters = name.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || !letters || !isLetterOrDigit(name.charAt(0))) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of a context: write up to "
                    + NAME_LENGTH_MAX + " letters, digits, '.', '_' and '-', a letter or digit first");
        }
        return name;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
