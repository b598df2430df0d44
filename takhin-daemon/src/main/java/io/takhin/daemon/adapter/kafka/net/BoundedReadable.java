package io.takhin.daemon.adapter.kafka.net;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Readable;

/**
 * Reads a request and stops at a number of fields. Kafka's codec makes an object of some 50 bytes of every element,
 * which may take one byte on the wire, and sizes lists by what a request claims, as long as that many bytes remain.
 * Counting fields bounds the first, understating what remains the second.
 */
final class BoundedReadable implements Readable {

    private final ByteBufferAccessor bytes;
    private int fieldsLeft;

    BoundedReadable(ByteBuffer buffer, int fieldsMax) {
        this.bytes = new ByteBufferAccessor(buffer);
        this.fieldsLeft = fieldsMax;
    }

    @Override
    public byte readByte() {
        count();
        return bytes.readByte();
    }

    @Override
    public short readShort() {
        count();
        return bytes.readShort();
    }

    @Override
    public int readInt() {
        count();
        return bytes.readInt();
    }

    @Override
    public long readLong() {
        count();
        return bytes.readLong();
    }

    @Override
    public double readDouble() {
        count();
        return bytes.readDouble();
    }

    @Override
    public byte[] readArray(int length) {
        count();
        return bytes.readArray(length);
    }

    @Override
    public int readUnsignedVarint() {
        count();
        return bytes.readUnsignedVarint();
    }

    @Override
    public ByteBuffer readByteBuffer(int length) {
        count();
        return bytes.readByteBuffer(length);
    }

    @Override
    public int readVarint() {
        count();
        return bytes.readVarint();
    }

    @Override
    public long readVarlong() {
        count();
        return bytes.readVarlong();
    }

    /** What a list may have elements at most. */
    @Override
    public int remaining() {
        return Math.min(bytes.remaining(), fieldsLeft);
    }

    @Override
    public Readable slice() {
        return new BoundedReadable(bytes.buffer().slice(), fieldsLeft);
    }

    private void count() {
        if (--fieldsLeft < 0) {
            throw new InvalidRequestException("the request has too many fields");
        }
    }
}
