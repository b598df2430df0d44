package io.takhin.daemon.adapter.admin;

import io.takhin.common.error.Applied;
import io.takhin.common.model.OffsetSpec;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionStatus;

/** Finds the offsets that places such as {@code end}, {@code -100} or {@code @TIME} stand for. */
public final class Offsets {

    private final Backend backend;

    /** Asks a backend. */
    public Offsets(Backend backend) {
        this.backend = backend;
    }

    /** Where a partition stands. */
    public PartitionStatus status(PartitionId partition) {
        return Call.value(backend.status(partition), Applied.NO);
    }

    /**
     * The offset of a place: not before the first record, and for all but a plain offset not behind the end.
     *
     * @param isolation whether the end is the high watermark or the last stable offset
     */
    public long resolve(PartitionId partition, OffsetSpec spec, Isolation isolation, Call call) {
        var status = status(partition);
        long start = status.startOffset();
        long end = end(status, isolation);
        return switch (spec.kind()) {
            case START -> start;
            case END -> end;
            case OFFSET -> Math.max(start, spec.value());
            case BEFORE_END -> spec.value() >= end - start ? start : end - spec.value();
            case TIME -> {
                long found = call.read(backend.offsetAt(partition, new OffsetQuery.AtTime(spec.value())))
                        .offset();
                yield found < 0 ? end : Math.min(found, end);
            }
        };
    }

    /** The offset readers of this isolation get to. */
    public static long end(PartitionStatus status, Isolation isolation) {
        return switch (isolation) {
            case READ_UNCOMMITTED -> status.highWatermark();
            case READ_COMMITTED -> status.lastStableOffset();
        };
    }
}
