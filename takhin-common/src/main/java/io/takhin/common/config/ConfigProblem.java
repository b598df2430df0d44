package io.takhin.common.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param origin where it stands
 * @param path which key
 * @param problem what is wrong, with the bad value
 */
public record ConfigProblem(Origin origin, String path, String problem) {

    @Override
    public String toString() {
        var where = origin.toString();
        return path.isEmpty() ? where + ": " + problem : path + ": " + problem + " (" + where + ")";
    }
}
