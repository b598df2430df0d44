package io.takhin.cli.record.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are being put together. Used by one thread. */
public final class ByteSink {

    private static final int DIGITS_MAX = 20;

    private byte[] bytes;
    private int size;

    /** Makes room for so many bytes; it grows when needed. */
    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes it holds. */
    public int size() {
        return size;
    }

    /** The bytes, from 0 to {@link #size}; another array after the next call. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets the bytes. */
    public void clear() {
        size = 0;
    }

    /** Writes the bytes out and forgets them. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    /** Makes sure that so many bytes fit, and returns where they go; {@link #advance} counts them. */
    public int reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), bytes.length * 2));
        }
        return size;
    }

    /** Counts bytes that were put into the array. */
    public void advance(int count) {
        size += count;
    }

    /** Adds a byte. */
    public void put(int value) {
        if (size == bytes.length) {
            reserve(1);
        }
        bytes[size++] = (byte) value;
    }

    /** Adds bytes. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Adds bytes. */
    public void put(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Adds what a slice holds. */
    public void put(Slice slice) {
        put(slice.array(), slice.offset(), slice.size());
    }

    /** Adds text as UTF-8. */
    public void putText(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number in decimal. */
    public void putDecimal(long number) {
        if (number < 0) {
            putText(Long.toString(number));
            return;
        }
        int at = reserve(DIGITS_MAX);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }
}
