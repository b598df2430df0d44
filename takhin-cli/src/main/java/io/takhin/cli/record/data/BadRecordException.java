package io.takhin.cli.record.data;

/** Input that is no record of the form it should have. */
public final class BadRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * Says what is wrong and where.
     *
     * @param position where, as an index into the source's buffer
     * @param problem what, as {@code expected "\t"}
     */
    public BadRecordException(int position, String problem) {
        super(problem, null, false, false);
        this.position = position;
    }

    /** Where, as an index into the source's buffer. */
    public int position() {
        return position;
    }
}
