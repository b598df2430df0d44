package io.takhin.cli.output;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failures of single items of a request that had several. */
public final class Failures {

    private Failures() {}

    /** What to show of a failure, empty where there is none. */
    public static String message(@Nullable AdminError error) {
        return error == null ? "" : error.message();
    }

    /** Fails if every item failed, as the first did. */
    public static void ofAll(List<@Nullable AdminError> errors) {
        var failed = errors.stream().filter(Objects::nonNull).toList();
        if (!failed.isEmpty() && failed.size() == errors.size()) {
            throw new TakhinException(failed.getFirst());
        }
    }

    /** Fails as {@link #ofAll}, or with PARTIAL if only some items failed. */
    public static void ofSome(List<@Nullable AdminError> errors, String items) {
        ofAll(errors);
        var failed = errors.stream().filter(Objects::nonNull).toList();
        if (!failed.isEmpty()) {
            var message = failed.size() + " of " + items + " failed; first: "
                    + failed.getFirst().message();
            throw new TakhinException(AdminError.of(ErrorCode.PARTIAL, message).withApplied(Applied.YES));
        }
    }
}
