package io.takhin.common.json;

/** Text that is no JSON, or not the JSON of the type that was asked for. */
public final class JsonFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where and what.
     *
     * @param path the place, as {@code $.topics[2].name}
     * @param problem what is wrong there
     */
    public JsonFormatException(String path, String problem) {
        super(path + ": " + problem);
    }

    /** The same with the exception behind it. */
    public JsonFormatException(String path, String problem, Throwable cause) {
        super(path + ": " + problem, cause);
    }
}
