package io.takhin.cli.record.data;

import java.nio.charset.StandardCharsets;

/** A part of an array, or nothing at all, which is not the same as no bytes. Reused from record to record. */
public final class Slice {

    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private int offset;
    private int length = -1;

    /** Makes it this part. */
    public void set(byte[] newArray, int newOffset, int newLength) {
        array = newArray;
        offset = newOffset;
        length = newLength;
    }

    /** Makes it the whole array. */
    public void set(byte[] whole) {
        set(whole, 0, whole.length);
    }

    /** Makes it what another is. */
    public void set(Slice other) {
        set(other.array, other.offset, other.length);
    }

    /** Makes it nothing. */
    public void setNull() {
        set(NONE, 0, -1);
    }

    /** Whether it is nothing. */
    public boolean isNull() {
        return length < 0;
    }

    /** The array. */
    public byte[] array() {
        return array;
    }

    /** Where it starts in the array. */
    public int offset() {
        return offset;
    }

    /** How many bytes, -1 for nothing. */
    public int length() {
        return length;
    }

    /** How many bytes it takes, 0 for nothing. */
    public int size() {
        return Math.max(length, 0);
    }

    /** A copy of the bytes, none for nothing. */
    public byte[] copy() {
        var copy = new byte[size()];
        System.arraycopy(array, offset, copy, 0, copy.length);
        return copy;
    }

    /** The bytes as UTF-8. */
    public String text() {
        return new String(array, offset, size(), StandardCharsets.UTF_8);
    }
}
