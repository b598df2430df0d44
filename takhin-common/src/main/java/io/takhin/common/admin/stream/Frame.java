package io.takhin.common.admin.stream;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the bodies of the produce and consume streams consist of. All numbers are big-endian.
 *
 * <pre>
 *  0        1                 5
 * +--------+-----------------+----------------------------------+
 * | type=1 | length (4)      | JSON, UTF-8                      |   a message
 * +--------+-----------------+----------------+-----------------+
 * | type=2 | length (4)      | ticket (8)     | partition (4)   |   whole record batches of Kafka's
 * +--------+-----------------+----------------+-----------------+   format 2; length counts ticket,
 * | batches (length - 12)                                       |   partition and batches
 * +-------------------------------------------------------------+
 * </pre>
 *
 * <p>In a produce stream {@code ticket} is the client's name for the frame and {@code partition} the partition; in a
 * consume stream {@code ticket} is 0 and {@code partition} the place in {@link ConsumeMessage.Opened#ranges}.
 */
public sealed interface Frame {

    /** The most a message's JSON may take, in bytes. */
    int MESSAGE_BYTES_MAX = 16 << 20;

    /** The most the batches of one frame may take, in bytes. */
    int BATCHES_BYTES_MAX = 64 << 20;

    /**
     * A message.
     *
     * @param json one value
     */
    record Message(byte[] json) implements Frame {}

    /**
     * Record batches.
     *
     * @param ticket the client's name for the frame
     * @param partition which partition
     * @param batches whole batches, from position to limit
     */
    record Batches(long ticket, int partition, ByteBuffer batches) implements Frame {}

    /** How many bytes stand before the batches of a frame. */
    int BATCHES_HEADER_BYTES = 17;

    /** Writes a frame; does not flush. */
    static void write(DataOutputStream out, Frame frame) throws IOException {
        switch (frame) {
            case Message(var json) -> {
                out.writeByte(1);
                out.writeInt(json.length);
                out.write(json);
            }
            case Batches(var ticket, var partition, var batches) -> {
                writeBatchesHeader(out, ticket, partition, batches.remaining());
                out.write(batches.array(), batches.arrayOffset() + batches.position(), batches.remaining());
            }
        }
    }

    /** Writes what stands before the batches; {@code bytes} of them must follow. */
    static void writeBatchesHeader(DataOutputStream out, long ticket, int partition, int bytes) throws IOException {
        out.writeByte(2);
        out.writeInt(bytes + 12);
        out.writeLong(ticket);
        out.writeInt(partition);
    }

    /**
     * Reads a frame, or nothing where the stream ends between two.
     *
     * @throws EOFException if the stream ends within a frame
     * @throws IOException if the frame is of no known type or larger than the limits, before anything is allocated for
     *     it
     */
    static Optional<Frame> read(DataInputStream in) throws IOException {
        int type = in.read();
        if (type < 0) {
            return Optional.empty();
        }
        int length = in.readInt();
        if (type == 1 && length >= 0 && length <= MESSAGE_BYTES_MAX) {
            return Optional.of(new Message(exactly(in, length)));
        }
        if (type == 2 && length >= 12 && length - 12 <= BATCHES_BYTES_MAX) {
            return Optional.of(new Batches(in.readLong(), in.readInt(), ByteBuffer.wrap(exactly(in, length - 12))));
        }
        throw new IOException("bad frame: type " + type + ", length " + length);
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ends within a frame");
        }
        return bytes;
    }
}
