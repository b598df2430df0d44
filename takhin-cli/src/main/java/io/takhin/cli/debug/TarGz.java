package io.takhin.cli.debug;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a tar archive (ustar, POSIX.1-1988), compressed with gzip. Each file is a header of 512 bytes and its content
 * in blocks of 512:
 *
 * <pre>
 *   0 name (100)   100 mode (8)   108 uid (8)   116 gid (8)   124 size (12)   136 mtime (12)
 * 148 checksum (8) 156 type (1)   157 link (100)              257 "ustar" 0 "00"           265 the rest (247)
 * </pre>
 *
 * <p>Numbers are octal. Two empty blocks end the archive.
 */
final class TarGz implements AutoCloseable {

    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES_MAX = 100;
    private static final int CHECKSUM = 148;
    private static final int MODE = 0600;
    private static final byte REGULAR_FILE = '0';

    private final GZIPOutputStream out;
    private final long mtimeSeconds;

    /** Writes to a stream, which closes with this; all files have the same time. */
    TarGz(OutputStream out, long mtimeMs) throws IOException {
        this.out = new GZIPOutputStream(out);
        this.mtimeSeconds = mtimeMs / 1000;
    }

    /** Adds a file; its name has at most 100 bytes of ASCII. */
    void add(String name, byte[] content) throws IOException {
        var ascii = name.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("the name is too long for a tar archive: " + name);
        }
        var header = new byte[BLOCK_BYTES];
        System.arraycopy(ascii, 0, header, 0, ascii.length);
        octal(header, 100, 8, MODE);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, content.length);
        octal(header, 136, 12, mtimeSeconds);
        header[156] = REGULAR_FILE;
        put(header, 257, "ustar\00000");
        put(header, CHECKSUM, "        ");
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK_BYTES - content.length % BLOCK_BYTES) % BLOCK_BYTES]);
    }

    private static void octal(byte[] header, int at, int width, long number) {
        put(header, at, String.format(Locale.ROOT, "%0" + (width - 1) + "o", number));
    }

    private static void put(byte[] header, int at, String text) {
        var ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }

    /** Ends the archive. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK_BYTES]);
        }
    }
}
