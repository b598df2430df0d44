package io.takhin.daemon.adapter.ratis.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * A group's state at one index as it stands in a file and on the wire. Big-endian:
 *
 * <pre>
 * u32 "TKC1" | u32 CRC-32C of all that follows | i64 term | i64 index | i32 length | body
 * </pre>
 *
 * @param at the last entry in it
 * @param body the group's own
 */
public record Checkpoint(TermIndex at, byte[] body) {

    private static final int MAGIC = 0x544B4331;
    private static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 4;

    /** Its bytes. */
    public byte[] toBytes() {
        var bytes = ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(MAGIC)
                .putInt(0)
                .putLong(at.getTerm())
                .putLong(at.getIndex())
                .putInt(body.length)
                .put(body);
        return bytes.putInt(4, crc(bytes.array())).array();
    }

    /**
     * Reads it back.
     *
     * @throws IOException if the bytes are not what was written
     */
    public static Checkpoint read(byte[] bytes) throws IOException {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.getInt() != MAGIC || in.getInt() != crc(bytes)) {
            throw new IOException("no checkpoint, or one that is damaged");
        }
        var at = TermIndex.valueOf(in.getLong(), in.getLong());
        var body = new byte[in.getInt()];
        if (body.length != in.remaining()) {
            throw new IOException("a checkpoint's body has " + in.remaining() + " bytes, not " + body.length);
        }
        in.get(body);
        return new Checkpoint(at, body);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 8, bytes.length - 8);
        return (int) crc.getValue();
    }
}
