package io.takhin.common.error;

import io.takhin.common.json.Doc;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the admin RPC sends it and the command line prints it.
 *
 * @param code what kind of failure
 * @param message what failed, in one line, without a stack
 * @param retryable whether the same request may succeed later
 * @param applied whether anything was changed
 * @param hint the next thing to try, where there is one
 */
@Doc("Why a request failed.")
public record AdminError(
        @Doc("What kind of failure.") ErrorCode code,
        @Doc("What failed, in one line.") String message,

        @Doc("Whether the same request may succeed later, unchanged.")
        boolean retryable,

        @Doc("Whether anything was changed: no, yes or unknown.")
        Applied applied,

        @Doc("The next thing to try.") @Nullable String hint) {

    /** A failure that changed nothing. */
    public static AdminError of(ErrorCode code, String message) {
        return new AdminError(code, message, code.retryable(), Applied.NO, null);
    }

    /** The same failure with the next thing to try. */
    public AdminError withHint(String newHint) {
        return new AdminError(code, message, retryable, applied, newHint);
    }

    /** The same failure with another answer to whether anything was changed. */
    public AdminError withApplied(Applied newApplied) {
        return new AdminError(code, message, retryable, newApplied, hint);
    }
}
