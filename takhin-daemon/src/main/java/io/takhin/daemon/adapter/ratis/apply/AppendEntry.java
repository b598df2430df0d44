package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * An entry of a data group that appends. Big-endian:
 *
 * <pre>
 * u8 kind = 1 | i64 proposed at, ms since the epoch | i32 items | items:
 *   u128 topic id | i32 partition | i32 length | batches of Kafka's format 2, checked, offsets relative
 * </pre>
 *
 * @param nowMs when the leader proposed it
 * @param items what goes where, in order
 */
public record AppendEntry(long nowMs, List<Item> items) {

    /** The first byte of such an entry. */
    static final byte KIND = 1;

    /** Whether an entry of a data group appends records. */
    public static boolean is(ByteString entry) {
        return !entry.isEmpty() && entry.byteAt(0) == KIND;
    }

    private static final int HEADER_BYTES = 1 + 8 + 4;

    /** What each item takes besides its batches, in bytes. */
    public static final int ITEM_BYTES = 16 + 4 + 4;

    /**
     * Batches for one partition.
     *
     * @param partition which
     * @param batches from position to limit
     */
    public record Item(PartitionId partition, ByteBuffer batches) {}

    /** Its form in the log; the batches are copied. */
    public ByteString toBytes() {
        int size = HEADER_BYTES;
        for (var item : items) {
            size += ITEM_BYTES + item.batches.remaining();
        }
        var bytes = ByteBuffer.allocate(size);
        bytes.put(KIND).putLong(nowMs).putInt(items.size());
        for (var item : items) {
            var topic = item.partition.topicId();
            bytes.putLong(topic.mostSignificantBits())
                    .putLong(topic.leastSignificantBits())
                    .putInt(item.partition.partition())
                    .putInt(item.batches.remaining())
                    .put(item.batches.duplicate());
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    /** Reads it back from behind the kind; the batches are copied, for what is in the log's cache must not change. */
    static AppendEntry read(ByteBuffer bytes) {
        long nowMs = bytes.getLong();
        int count = bytes.getInt();
        var items = new ArrayList<Item>(count);
        for (int i = 0; i < count; i++) {
            var topic = new TopicId(bytes.getLong(), bytes.getLong());
            var partition = new PartitionId(topic, bytes.getInt());
            var batches = ByteBuffer.allocate(bytes.getInt());
            bytes.get(batches.array());
            items.add(new Item(partition, batches));
        }
        return new AppendEntry(nowMs, items);
    }
}
