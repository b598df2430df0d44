package io.takhin.common.http;

import java.io.IOException;

/**
 * What came over the connection is no HTTP/1.1, or more of it than the limits allow. The connection is of no use then.
 */
public final class HttpFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Says what is wrong.
     *
     * @param status the status a server answers it with
     */
    public HttpFormatException(int status, String problem) {
        super(problem);
        this.status = status;
    }

    /** The status a server answers it with: 400, 413, 431 or 501. */
    public int status() {
        return status;
    }
}
