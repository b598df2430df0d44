package io.takhin.cli.record.batch;

import io.takhin.cli.record.data.Slice;

/** The hash by which Kafka's clients choose a key's partition: a record goes where they would send it. */
public final class Murmur2 {

    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private Murmur2() {}

    /** The partition of a key among so many. */
    public static int partition(Slice key, int partitions) {
        return (hash(key.array(), key.offset(), key.size()) & 0x7fffffff) % partitions;
    }

    /** Murmur2 of 32 bits, with Kafka's seed. */
    static int hash(byte[] data, int offset, int length) {
        int h = SEED ^ length;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 4; at += 4) {
            int k = (data[at] & 0xff)
                    | (data[at + 1] & 0xff) << 8
                    | (data[at + 2] & 0xff) << 16
                    | (data[at + 3] & 0xff) << 24;
            k *= M;
            k ^= k >>> R;
            k *= M;
            h = h * M ^ k;
        }
        if (at < end) {
            for (int shift = 0; at < end; shift += 8) {
                h ^= (data[at++] & 0xff) << shift;
            }
            h *= M;
        }
        h ^= h >>> 13;
        h *= M;
        return h ^ h >>> 15;
    }
}
