package io.takhin.cli.record.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The part of an input that is in memory. It holds at least one whole record, up to a limit. Used by one thread. */
public final class Window {

    private static final int BYTES_FIRST = 1 << 18;

    private final InputStream in;
    private final int bytesMax;
    private byte[] bytes = new byte[BYTES_FIRST];
    private int position;
    private int limit;
    private long dropped;
    private boolean ended;

    /** Reads this input; no record may be larger than {@code bytesMax}. */
    public Window(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /** The bytes; another array after {@link #fill}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the next record begins. */
    public int position() {
        return position;
    }

    /** Moves to behind a record. */
    public void position(int newPosition) {
        position = newPosition;
    }

    /** Where the bytes end. */
    public int limit() {
        return limit;
    }

    /** Whether nothing comes behind the limit. */
    public boolean ended() {
        return ended;
    }

    /** Whether all was read. */
    public boolean isEmpty() {
        return position == limit && ended;
    }

    /** How many bytes of the input stand before an index into the bytes. */
    public long offsetOf(int index) {
        return dropped + index;
    }

    /** Finds bytes, or gives -1. */
    public int indexOf(byte[] wanted, int from) {
        for (int i = from; i <= limit - wanted.length; i++) {
            if (matches(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether these bytes stand here, whole. */
    public boolean matches(byte[] wanted, int at) {
        return at + wanted.length <= limit && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /**
     * Waits for more bytes. What is before the position goes.
     *
     * @throws BadRecordException if the record at the position is larger than the limit
     */
    public void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, limit - position);
            dropped += position;
            limit -= position;
            position = 0;
        }
        if (limit == bytes.length) {
            if (limit >= bytesMax) {
                throw new BadRecordException(position, "a record larger than " + bytesMax + " bytes");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytesMax, bytes.length * 2L));
        }
        int count = in.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            ended = true;
        } else {
            limit += count;
        }
    }
}
