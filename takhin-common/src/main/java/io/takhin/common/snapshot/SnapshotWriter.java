package io.takhin.common.snapshot;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes a snapshot. Numbers are big-endian; frames are those of the admin protocol ({@link Frame}).
 *
 * <pre>
 * "takhin-snapshot 1\n"
 * u32 CRC-32C of the frame | message: {@link SnapshotHeader}
 * u32 CRC-32C of the frame | batches, ticket 0, partition = place in the header's ranges     any number
 * u32 CRC-32C of the frame | message: {@link SnapshotEnd}
 * </pre>
 *
 * One thread uses it.
 */
public final class SnapshotWriter {

    static final byte[] MAGIC = "takhin-snapshot 1\n".getBytes(StandardCharsets.US_ASCII);

    private final DataOutputStream out;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private long batches;
    private long bytes;

    /** Begins a snapshot; the stream stays the caller's to flush and close. */
    public SnapshotWriter(OutputStream out, SnapshotHeader header) throws IOException {
        this.out = new DataOutputStream(out);
        this.out.write(MAGIC);
        write(new Frame.Message(RecordJson.toBytes(header)));
    }

    /** Adds batches of a partition, by its place in the header. */
    public void write(int range, Frame.Batches read) throws IOException {
        bytes += read.batches().remaining();
        batches++;
        write(new Frame.Batches(0, range, read.batches()));
    }

    /** Ends it. */
    public SnapshotEnd end() throws IOException {
        var end = new SnapshotEnd(batches, bytes);
        write(new Frame.Message(RecordJson.toBytes(end)));
        return end;
    }

    private void write(Frame next) throws IOException {
        frame.reset();
        Frame.write(new DataOutputStream(frame), next);
        var crc = new CRC32C();
        var all = frame.toByteArray();
        crc.update(all, 0, all.length);
        out.writeInt((int) crc.getValue());
        out.write(all);
    }
}
