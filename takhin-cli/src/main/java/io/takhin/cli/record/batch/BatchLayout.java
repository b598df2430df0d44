package io.takhin.cli.record.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Kafka's record batch, format 2. All numbers are big-endian; the CRC32C covers everything from the attributes on.
 *
 * <pre>
 *   0 baseOffset (8)      8 length (4), of what follows   12 leaderEpoch (4)   16 magic=2 (1)
 *  17 crc (4)            21 attributes (2)                23 lastOffsetDelta (4)
 *  27 baseTimestamp (8)  35 maxTimestamp (8)              43 producerId (8)
 *  51 producerEpoch (2)  53 baseSequence (4)              57 count (4)         61 records
 * </pre>
 *
 * <p>Attributes: bits 0 to 2 compression, 3 the log set the times, 4 transactional, 5 control.
 */
final class BatchLayout {

    static final int LENGTH = 8;
    static final int LEADER_EPOCH = 12;
    static final int MAGIC = 16;
    static final int CRC = 17;
    static final int ATTRIBUTES = 21;
    static final int LAST_OFFSET_DELTA = 23;
    static final int BASE_TIMESTAMP = 27;
    static final int MAX_TIMESTAMP = 35;
    static final int PRODUCER_ID = 43;
    static final int PRODUCER_EPOCH = 51;
    static final int BASE_SEQUENCE = 53;
    static final int COUNT = 57;
    static final int RECORDS = 61;

    /** What comes before the bytes that the length counts. */
    static final int PREFIX = 12;

    static final byte MAGIC_VALUE = 2;
    static final int COMPRESSION_MASK = 7;
    static final int LOG_TIME = 8;
    static final int CONTROL = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private BatchLayout() {}

    static long getLong(byte[] batch, int at) {
        return (long) LONG.get(batch, at);
    }

    static int getInt(byte[] batch, int at) {
        return (int) INT.get(batch, at);
    }

    static short getShort(byte[] batch, int at) {
        return (short) SHORT.get(batch, at);
    }

    static void putLong(byte[] batch, int at, long value) {
        LONG.set(batch, at, value);
    }

    static void putInt(byte[] batch, int at, int value) {
        INT.set(batch, at, value);
    }

    static void putShort(byte[] batch, int at, int value) {
        SHORT.set(batch, at, (short) value);
    }
}
