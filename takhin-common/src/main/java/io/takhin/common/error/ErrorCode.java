package io.takhin.common.error;

/**
 * What kind of failure it is. Each code has one exit code of the command line and one HTTP status of the admin RPC;
 * both are public API.
 */
public enum ErrorCode {
    /** A fault of takhin's own. */
    INTERNAL(1, 500, false),
    /** A storage fault: a disk that fails or is full. */
    STORAGE(1, 507, false),
    /** A request, an option or a configuration that makes no sense. */
    USAGE(2, 400, false),
    /** The thing asked for does not exist. */
    NOT_FOUND(3, 404, false),
    /** It exists differently, another change won, or one is under way. */
    CONFLICT(4, 409, false),
    /** A safety check said no, or the change was not confirmed. */
    REFUSED(5, 412, false),
    /** No endpoint could be reached. */
    UNREACHABLE(6, 502, true),
    /** Reached, but there is no leader or no quorum, or the node is not ready. */
    NO_LEADER(7, 503, true),
    /** More is asked than the limits allow just now. */
    OVERLOADED(7, 429, true),
    /** Who asks is not known. */
    UNAUTHENTICATED(8, 401, false),
    /** Who asks may not. */
    UNAUTHORIZED(8, 403, false),
    /** The deadline passed. */
    DEADLINE(9, 504, true),
    /** The condition asked about is false. */
    CONDITION_FALSE(10, 417, false),
    /** Some of it was done, some not. */
    PARTIAL(11, 207, false),
    /** Data that is malformed or fails its checksum. */
    BAD_DATA(12, 422, false);

    private final int exitCode;
    private final int httpStatus;
    private final boolean retryable;

    ErrorCode(int exitCode, int httpStatus, boolean retryable) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /** The process's exit code, 1 to 12. */
    public int exitCode() {
        return exitCode;
    }

    /** The HTTP status, 207 or 4xx or 5xx. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request may succeed later, unchanged. */
    public boolean retryable() {
        return retryable;
    }
}
