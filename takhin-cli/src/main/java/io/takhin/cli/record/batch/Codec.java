package io.takhin.cli.record.batch;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.xerial.snappy.SnappyInputStream;
import org.xerial.snappy.SnappyOutputStream;

/** The compressions of record batches, by Kafka's names and numbers. Their libraries are loaded when first used. */
public enum Codec {
    /** None. */
    NONE(0),
    /** gzip. */
    GZIP(1),
    /** snappy, in the frames of snappy-java. */
    SNAPPY(2),
    /** LZ4, as an LZ4 frame. */
    LZ4(3),
    /** Zstandard. */
    ZSTD(4);

    private static final int BUFFER_BYTES = 1 << 16;

    private final int id;

    Codec(int id) {
        this.id = id;
    }

    /** The number in a batch's attributes. */
    int id() {
        return id;
    }

    /** The codec of a number. */
    static Optional<Codec> of(int id) {
        return Arrays.stream(values()).filter(codec -> codec.id == id).findFirst();
    }

    /** Compresses a part of an array. */
    byte[] compress(byte[] bytes, int offset, int length) throws IOException {
        var compressed = new ByteArrayOutputStream(length / 2 + 64);
        try (var out = compressing(compressed)) {
            out.write(bytes, offset, length);
        }
        return compressed.toByteArray();
    }

    /**
     * Decompresses a part of an array.
     *
     * @throws IOException if it is damaged, or would become larger than {@code bytesMax}
     */
    byte[] decompress(byte[] bytes, int offset, int length, int bytesMax) throws IOException {
        try (var in = decompressing(new ByteArrayInputStream(bytes, offset, length))) {
            var decompressed = in.readNBytes(bytesMax);
            if (decompressed.length == bytesMax && in.read() >= 0) {
                throw new IOException("a batch that decompresses to more than " + bytesMax + " bytes");
            }
            return decompressed;
        }
    }

    private OutputStream compressing(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
            case SNAPPY -> new SnappyOutputStream(out);
            case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
        };
    }

    private InputStream decompressing(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case SNAPPY -> new SnappyInputStream(in);
            case LZ4 -> new LZ4FrameInputStream(in);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
        };
    }
}
