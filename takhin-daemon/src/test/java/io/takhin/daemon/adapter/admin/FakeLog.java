package io.takhin.daemon.adapter.admin;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import io.takhin.daemon.port.log.RecordSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A partition's batches in memory, by base offset. */
final class FakeLog {

    private final TreeMap<Long, byte[]> batches = new TreeMap<>();
    private long start;
    private long end;
    private long sizeBytes;

    synchronized Outcome<Appended> append(ByteBuffer source) {
        long base = end;
        while (source.remaining() >= 61) {
            int size = 12 + source.getInt(source.position() + 8);
            if (size < 61 || size > source.remaining()) {
                return Outcome.reject(Reason.CORRUPT_BATCH, "a torn batch");
            }
            var batch = new byte[size];
            source.get(batch);
            int lastDelta = ByteBuffer.wrap(batch).putLong(0, end).getInt(23);
            batches.put(end, batch);
            end += lastDelta + 1;
            sizeBytes += size;
        }
        return Outcome.done(new Appended(base, end, -1, start, false));
    }

    synchronized Outcome<ReadResult> read(ReadRequest request) {
        if (request.offset() < start || request.offset() > end) {
            return Outcome.reject(Reason.OFFSET_OUT_OF_RANGE, "offset " + request.offset());
        }
        var out = new ByteArrayOutputStream();
        var from = batches.floorKey(request.offset());
        for (var batch : batches.tailMap(from == null ? 0L : from, true).values()) {
            if (out.size() > 0 && out.size() + batch.length > request.bytesMax()) {
                // Cut off as a file's slice is.
                out.write(batch, 0, Math.clamp(request.bytesMax() - out.size(), 0, batch.length));
                break;
            }
            out.writeBytes(batch);
        }
        boolean nothing = request.offset() == end;
        return Outcome.done(
                new ReadResult(new Bytes(nothing ? new byte[0] : out.toByteArray()), start, end, end, List.of()));
    }

    synchronized Outcome<Long> trim(long before, boolean dryRun) {
        if (before > end) {
            return Outcome.reject(Reason.OFFSET_OUT_OF_RANGE, "offset " + before + " is behind the end " + end);
        }
        if (!dryRun) {
            start = Math.max(start, before);
        }
        return Outcome.done(Math.max(start, before));
    }

    synchronized PartitionStatus status(boolean led) {
        return new PartitionStatus(
                led ? OptionalInt.of(1) : OptionalInt.empty(), 0, List.of(1), List.of(1), start, end, end, sizeBytes);
    }

    private record Bytes(byte[] bytes) implements RecordSlice {

        @Override
        public int sizeBytes() {
            return bytes.length;
        }

        @Override
        public long transferTo(WritableByteChannel target, long position, int count) throws IOException {
            return target.write(ByteBuffer.wrap(bytes, (int) position, count));
        }

        @Override
        public void read(ByteBuffer target, int position) {
            target.put(bytes, position, Math.min(target.remaining(), bytes.length - position));
        }
    }
}
