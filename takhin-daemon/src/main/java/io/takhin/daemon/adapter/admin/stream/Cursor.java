package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.model.PartitionId;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where a consume stream stands in one partition. The stream's thread owns all but the queued mark. */
final class Cursor {

    private final int index;
    private final PartitionId partition;
    private final String name;
    private final long endExclusive;
    private final AtomicBoolean queued = new AtomicBoolean();
    private long position;

    Cursor(int index, PartitionId partition, ConsumeMessage.Range range) {
        this.index = index;
        this.partition = partition;
        this.name = range.topic() + "-" + range.partition();
        this.position = range.start();
        var end = range.end();
        this.endExclusive = end == null ? Long.MAX_VALUE : end;
    }

    /** Its place in the list of ranges. */
    int index() {
        return index;
    }

    PartitionId partition() {
        return partition;
    }

    /** For people. */
    String name() {
        return name;
    }

    long position() {
        return position;
    }

    long endExclusive() {
        return endExclusive;
    }

    /** Goes forward, never back. */
    void advance(long offset) {
        position = Math.max(position, offset);
    }

    boolean done() {
        return position >= endExclusive;
    }

    /** Marks it as waiting for its turn; false when it was marked already. Any thread. */
    boolean enqueue() {
        return queued.compareAndSet(false, true);
    }

    /** Its turn has come. */
    void dequeued() {
        queued.set(false);
    }
}
