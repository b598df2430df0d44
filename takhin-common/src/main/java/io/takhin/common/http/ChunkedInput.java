package io.takhin.common.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A chunked body (RFC 9112 §7.1). Its place is kept in fields between any two bytes, so that a read that ran into its
 * deadline can be taken up again. Closing it does not close what is beneath.
 */
final class ChunkedInput extends InputStream {

    /** What a chunk's size line and the trailer may take, in bytes. */
    private static final int LINE_BYTES_MAX = 4096;

    /**
     * Where in the body it stands.
     *
     * <pre>
     *  SIZE ─digits─► EXTENSION ─LF─► DATA ─all read─► BEHIND_DATA ─LF─► SIZE
     *                     └─ size 0, LF ─► TRAILER ─empty line─► END
     * </pre>
     */
    private enum Place {
        SIZE,
        EXTENSION,
        DATA,
        BEHIND_DATA,
        TRAILER,
        END
    }

    private final InputStream in;
    private Place place = Place.SIZE;
    private long left;
    private int lineBytes;
    private boolean lineEmpty = true;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        if (!toData()) {
            return -1;
        }
        int b = next();
        took(1);
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!toData()) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the stream ends within a chunk");
        }
        took(count);
        return count;
    }

    private void took(int count) {
        left -= count;
        if (left == 0) {
            place = Place.BEHIND_DATA;
            lineBytes = 0;
        }
    }

    /** Steps up to the next byte of data; false at the end of the body. */
    private boolean toData() throws IOException {
        while (place != Place.DATA && place != Place.END) {
            int b = next();
            if (++lineBytes > LINE_BYTES_MAX) {
                throw new HttpFormatException(400, "a chunk's size line or the trailer is too long");
            }
            switch (place) {
                case SIZE -> size(b);
                case EXTENSION -> extension(b);
                case BEHIND_DATA -> behindData(b);
                case TRAILER -> trailer(b);
                case DATA, END -> throw new IllegalStateException(place.name());
            }
        }
        return place == Place.DATA;
    }

    private void size(int b) throws HttpFormatException {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && left < 1L << 56) {
            left = left * 16 + digit;
        } else if (lineBytes > 1 && (b == ';' || b == '\r' || b == '\n' || b == ' ')) {
            place = Place.EXTENSION;
            extension(b);
        } else {
            throw new HttpFormatException(400, "malformed chunk size");
        }
    }

    private void extension(int b) {
        if (b == '\n') {
            place = left == 0 ? Place.TRAILER : Place.DATA;
            lineBytes = 0;
            lineEmpty = true;
        }
    }

    private void behindData(int b) throws HttpFormatException {
        if (b == '\n') {
            place = Place.SIZE;
            lineBytes = 0;
        } else if (b != '\r') {
            throw new HttpFormatException(400, "a chunk is longer than its size");
        }
    }

    private void trailer(int b) {
        if (b == '\n') {
            if (lineEmpty) {
                place = Place.END;
            }
            lineEmpty = true;
        } else if (b != '\r') {
            lineEmpty = false;
        }
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the stream ends within a chunked body");
        }
        return b;
    }
}
