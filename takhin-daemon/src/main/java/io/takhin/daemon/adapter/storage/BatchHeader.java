package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.core.Rejection.Reason.CORRUPT_BATCH;
import static io.takhin.daemon.core.Rejection.Reason.RECORD_TOO_LARGE;
import static io.takhin.daemon.core.Rejection.Reason.UNSUPPORTED_FORMAT;

import io.takhin.daemon.core.Rejection;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * The header of a record batch of Kafka's format 2 (KIP-98), big-endian:
 *
 * <pre>
 *  0        8    12     16    17   21   23     27      35      43    51     53     57      61
 *  +--------+----+------+-----+----+----+------+-------+-------+-----+------+------+-------+---------
 *  | base   | le | leader     | CRC| at | last | base  | max   | pro | pro  | base | record| records
 *  | offset | ng | epoch|magic| 32C| tr | delta| time  | time  | id  | epoch| seq. | count |
 *  +--------+----+------+-----+----+----+------+-------+-------+-----+------+------+-------+---------
 * </pre>
 *
 * The length counts from byte 12. The CRC covers all from byte 21 on; what is before is the log's to write.
 */
final class BatchHeader {

    static final int LENGTH_AT = 8;
    static final int EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int LAST_DELTA_AT = 23;
    static final int MAX_TIMESTAMP_AT = 35;

    /** Base offset and length, which the length does not count. */
    static final int OVERHEAD = 12;

    static final int SIZE = 61;

    private static final int COMPRESSION_MASK = 0x07;
    private static final int COMPRESSION_MAX = 4;

    private BatchHeader() {}

    /**
     * Walks over the batches in a buffer by their lengths, before Kafka looks at them: it would drop a batch that is
     * cut off at the end without a word, and throw at an unknown compression.
     */
    static Optional<Rejection> problem(ByteBuffer batches, int batchBytesMax) {
        int at = batches.position();
        if (at == batches.limit()) {
            return reject(CORRUPT_BATCH, "there is no batch in 0 bytes");
        }
        while (at < batches.limit()) {
            int left = batches.limit() - at;
            if (left < SIZE) {
                return reject(CORRUPT_BATCH, "a batch is cut off: " + left + " bytes are less than a header");
            }
            int magic = batches.get(at + MAGIC_AT);
            if (magic != RecordBatch.CURRENT_MAGIC_VALUE) {
                return reject(
                        UNSUPPORTED_FORMAT,
                        "batches have format " + RecordBatch.CURRENT_MAGIC_VALUE + ", this has format " + magic);
            }
            long size = (long) batches.getInt(at + LENGTH_AT) + OVERHEAD;
            if (size < SIZE || size > left) {
                return reject(CORRUPT_BATCH, "a batch of " + size + " bytes is in " + left + " bytes");
            }
            if (size > batchBytesMax) {
                return reject(
                        RECORD_TOO_LARGE,
                        "a batch of " + size + " bytes is larger than the topic's max.message.bytes, " + batchBytesMax);
            }
            int compression = batches.getShort(at + ATTRIBUTES_AT) & COMPRESSION_MASK;
            if (compression > COMPRESSION_MAX) {
                return reject(UNSUPPORTED_FORMAT, "compression " + compression + " is not known");
            }
            at += (int) size;
        }
        return Optional.empty();
    }

    /** The size of the batch that starts at {@code at}. */
    static int sizeAt(ByteBuffer batches, int at) {
        return batches.getInt(at + LENGTH_AT) + OVERHEAD;
    }

    private static Optional<Rejection> reject(Rejection.Reason reason, String message) {
        return Optional.of(new Rejection(reason, message));
    }
}
