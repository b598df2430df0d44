package io.takhin.cli.command;

/** Ends a command with a code that needs no more words: what there was to say has been said. */
public final class EndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /** Ends with this code. */
    public EndedException(ExitCode code) {
        super("ended with " + code.code(), null, false, false);
        this.code = code;
    }

    /** The code to end with. */
    public ExitCode code() {
        return code;
    }
}
