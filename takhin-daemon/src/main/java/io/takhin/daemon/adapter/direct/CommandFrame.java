package io.takhin.daemon.adapter.direct;

import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.core.metadata.MetadataCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The commands of one group commit, as they lie in a command segment. A group is one frame, written and made durable
 * before the next is begun: so what a crash leaves of a frame is the last thing in its file, and a bad frame with a
 * good one behind it is damage.
 *
 * <pre>
 *  0        4        8                16
 *  +--------+--------+----------------+--------------------
 *  | length | crc32c | index          | JSON of {@link Body}
 *  +--------+--------+----------------+--------------------
 * </pre>
 *
 * <p>Numbers are big-endian. {@code length} is that of index and JSON, {@code crc32c} is over length, index and JSON,
 * {@code index} is the first command's; the others follow it.
 *
 * @param index the first command's index
 * @param commands one or more
 */
record CommandFrame(long index, List<MetadataCommand> commands) {

    static final int HEADER_BYTES = 16;
    static final int LENGTH_MAX = 64 << 20;

    private static final int CRC_AT = 4;
    private static final int INDEX_AT = 8;

    CommandFrame {
        commands = List.copyOf(commands);
    }

    /** The commands, as a record for {@link RecordJson}. */
    record Body(List<MetadataCommand> commands) {
        Body {
            commands = List.copyOf(commands);
        }
    }

    long lastIndex() {
        return index + commands.size() - 1;
    }

    ByteBuffer encode() {
        var json = RecordJson.toBytes(new Body(commands));
        var buffer = ByteBuffer.allocate(HEADER_BYTES + json.length);
        buffer.putInt(Long.BYTES + json.length)
                .putInt(0)
                .putLong(index)
                .put(json)
                .flip();
        return buffer.putInt(CRC_AT, checksum(buffer));
    }

    /** How many bytes a whole, undamaged frame takes at a position; nothing when there is none. */
    static OptionalInt sizeAt(ByteBuffer buffer, int position) {
        if (buffer.limit() - position < HEADER_BYTES) {
            return OptionalInt.empty();
        }
        int length = buffer.getInt(position);
        if (length < Long.BYTES || length > Math.min(LENGTH_MAX, buffer.limit() - position - INDEX_AT)) {
            return OptionalInt.empty();
        }
        var frame = buffer.slice(position, INDEX_AT + length);
        return frame.getInt(CRC_AT) == checksum(frame) ? OptionalInt.of(frame.limit()) : OptionalInt.empty();
    }

    /** Reads a frame that {@link #sizeAt} found good. */
    static CommandFrame decode(ByteBuffer frame) throws IOException {
        var json = new byte[frame.limit() - HEADER_BYTES];
        frame.get(HEADER_BYTES, json);
        try {
            var body = RecordJson.read(json, Body.class, RecordJson.Unknown.REFUSE);
            return new CommandFrame(frame.getLong(INDEX_AT), body.commands());
        } catch (JsonFormatException e) {
            throw new IOException("commands that this version of takhin does not know: " + e.getMessage(), e);
        }
    }

    private static int checksum(ByteBuffer frame) {
        var crc = new CRC32C();
        crc.update(frame.slice(0, CRC_AT));
        crc.update(frame.slice(INDEX_AT, frame.limit() - INDEX_AT));
        return (int) crc.getValue();
    }
}
