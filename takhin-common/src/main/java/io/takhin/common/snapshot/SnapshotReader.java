package io.takhin.common.snapshot;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads a snapshot that {@link SnapshotWriter} wrote, and checks every byte of it. Damage is a {@link TakhinException}
 * with BAD_DATA that says where. One thread uses it.
 */
public final class SnapshotReader {

    private final CRC32C crc = new CRC32C();
    private final DataInputStream raw;
    private final DataInputStream frames;
    private final SnapshotHeader header;
    private long batches;
    private long bytes;
    private Optional<SnapshotEnd> end = Optional.empty();

    /** Reads the header; the stream stays the caller's to close. */
    public SnapshotReader(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        this.raw = new DataInputStream(buffered);
        this.frames = new DataInputStream(new CheckedInputStream(buffered, crc));
        if (!Arrays.equals(raw.readNBytes(SnapshotWriter.MAGIC.length), SnapshotWriter.MAGIC)) {
            throw TakhinException.of(ErrorCode.BAD_DATA, "this is no snapshot of version 1");
        }
        this.header = parse(message(frame()), SnapshotHeader.class);
    }

    /** What it is of. */
    public SnapshotHeader header() {
        return header;
    }

    /** The next batches, empty when all are read and the snapshot is whole. */
    public Optional<Frame.Batches> next() throws IOException {
        if (end.isPresent()) {
            return Optional.empty();
        }
        var frame = frame();
        if (frame instanceof Frame.Batches read) {
            if (read.partition() < 0 || read.partition() >= header.ranges().size()) {
                throw damaged("batches of a partition that the header does not have", null);
            }
            batches++;
            bytes += read.batches().remaining();
            return Optional.of(read);
        }
        var found = parse(message(frame), SnapshotEnd.class);
        if (found.batches() != batches || found.bytes() != bytes) {
            throw damaged("it has " + batches + " frames of batches, not " + found.batches(), null);
        }
        if (raw.read() >= 0) {
            throw damaged("something follows its end", null);
        }
        end = Optional.of(found);
        return Optional.empty();
    }

    /** Reads and checks what is left of it, and returns its last word. */
    public SnapshotEnd verify() throws IOException {
        boolean more = true;
        while (more) {
            more = next().isPresent();
        }
        return end.orElseThrow();
    }

    private Frame frame() throws IOException {
        try {
            int wanted = raw.readInt();
            crc.reset();
            var frame = Frame.read(frames);
            if (frame.isEmpty() || (int) crc.getValue() != wanted) {
                throw damaged("a checksum does not match", null);
            }
            return frame.get();
        } catch (java.io.EOFException e) {
            throw damaged("it is torn off", e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("bad frame")) {
                throw damaged(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private static byte[] message(Frame frame) {
        if (frame instanceof Frame.Message(var json)) {
            return json;
        }
        throw TakhinException.of(ErrorCode.BAD_DATA, "the snapshot is damaged: it does not begin with its header");
    }

    private static <R extends Record> R parse(byte[] json, Class<R> type) {
        try {
            return RecordJson.read(json, type, RecordJson.Unknown.IGNORE);
        } catch (RuntimeException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.BAD_DATA, "the snapshot is damaged: " + e.getMessage()), e);
        }
    }

    private TakhinException damaged(String what, @org.jspecify.annotations.Nullable Exception cause) {
        var error = AdminError.of(
                ErrorCode.BAD_DATA, "the snapshot is damaged after " + bytes + " bytes of batches: " + what);
        return cause == null ? new TakhinException(error) : new TakhinException(error, cause);
    }
}
