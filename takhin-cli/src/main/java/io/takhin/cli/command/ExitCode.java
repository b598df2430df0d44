package io.takhin.cli.command;

import io.takhin.common.error.ErrorCode;
import java.util.List;

/** All exit codes. They are public API: scripts branch on them. */
public enum ExitCode {
    /** Done. */
    OK(0, "done, or already in the desired state"),
    /** A fault of takhin's own, or of a disk. */
    INTERNAL(1, "internal error; whether anything was changed is unknown"),
    /** The command line or a configuration makes no sense. */
    USAGE(2, "usage or configuration error; nothing was changed"),
    /** It does not exist. */
    NOT_FOUND(3, "not found"),
    /** It exists differently. */
    CONFLICT(4, "conflict: it exists differently, or another change won"),
    /** Not confirmed, or not safe. */
    REFUSED(5, "refused by a safety check, or not confirmed"),
    /** Nobody answers. */
    UNREACHABLE(6, "no endpoint reachable"),
    /** Nobody leads. */
    NO_LEADER(7, "reached, but no leader or no quorum"),
    /** Not allowed. */
    UNAUTHORIZED(8, "authentication or authorization failed"),
    /** Too late. */
    DEADLINE(9, "deadline passed; the error says whether anything was changed"),
    /** The answer is no. */
    CONDITION_FALSE(10, "the condition is false"),
    /** Some of it. */
    PARTIAL(11, "partial success; the output says what was done"),
    /** Bad data. */
    BAD_DATA(12, "malformed input or failed checksum; what was acknowledged stays"),
    /** Ctrl-C. */
    INTERRUPTED(130, "interrupted (SIGINT), after flushing"),
    /** Told to end. */
    TERMINATED(143, "terminated (SIGTERM), after flushing");

    /** Those that any command can end with. */
    public static final List<ExitCode> COMMON = List.of(OK, INTERNAL, USAGE, UNREACHABLE, DEADLINE);

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number the process ends with. */
    public int code() {
        return code;
    }

    /** A phrase for the help. */
    public String meaning() {
        return meaning;
    }

    /** The code of a failure. */
    public static ExitCode of(ErrorCode error) {
        return switch (error) {
            case INTERNAL, STORAGE -> INTERNAL;
            case USAGE -> USAGE;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case NO_LEADER, OVERLOADED -> NO_LEADER;
            case UNAUTHENTICATED, UNAUTHORIZED -> UNAUTHORIZED;
            case DEADLINE -> DEADLINE;
            case CONDITION_FALSE -> CONDITION_FALSE;
            case PARTIAL -> PARTIAL;
            case BAD_DATA -> BAD_DATA;
        };
    }
}
