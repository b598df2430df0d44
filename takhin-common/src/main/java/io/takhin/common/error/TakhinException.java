package io.takhin.common.error;

import org.jspecify.annotations.Nullable;

/** Carries an {@link AdminError} up to whoever reports it: the admin server, or the command line's one handler. */
public final class TakhinException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AdminError error;

    /** A failure without a cause worth a stack. */
    public TakhinException(AdminError error) {
        this(error, null);
    }

    /** A failure with the exception behind it, for {@code -v}. */
    public TakhinException(AdminError error, @Nullable Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    /** Short for a failure that changed nothing. */
    public static TakhinException of(ErrorCode code, String message) {
        return new TakhinException(AdminError.of(code, message));
    }

    /** What failed. */
    public AdminError error() {
        return error;
    }
}
