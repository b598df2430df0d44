package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.model.OffsetSpec;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Looks places up in many partitions at once, as they are now on whichever node leads them. */
final class Ends {

    private static final OffsetQuery EARLIEST = new OffsetQuery.Earliest();
    private static final OffsetQuery LATEST = new OffsetQuery.Latest(Isolation.READ_UNCOMMITTED);

    private final Backend backend;

    Ends(Backend backend) {
        this.backend = backend;
    }

    /**
     * What a partition has.
     *
     * @param start its first offset
     * @param end behind its last record
     */
    record Range(long start, long end) {

        long within(long offset) {
            return Math.clamp(offset, start, Math.max(start, end));
        }
    }

    /** Where each partition starts and ends. */
    List<Range> ranges(List<PartitionId> partitions, Call call) {
        var starts = find(partitions, EARLIEST, call);
        var ends = find(partitions, LATEST, call);
        return IntStream.range(0, partitions.size())
                .mapToObj(i -> new Range(starts.get(i), ends.get(i)))
                .toList();
    }

    /** The offset of a place in each partition, within its records; a time behind the last record is the end. */
    List<Long> resolve(List<PartitionId> partitions, OffsetSpec place, Call call) {
        var ranges = ranges(partitions, call);
        var times = place.kind() == OffsetSpec.Kind.TIME
                ? find(partitions, new OffsetQuery.AtTime(place.value()), call)
                : List.<Long>of();
        return IntStream.range(0, partitions.size())
                .mapToObj(i -> {
                    var range = ranges.get(i);
                    return switch (place.kind()) {
                        case START -> range.start();
                        case END -> range.end();
                        case OFFSET -> range.within(place.value());
                        case BEFORE_END -> range.within(Math.max(0, range.end() - place.value()));
                        case TIME -> times.get(i) < 0 ? range.end() : range.within(times.get(i));
                    };
                })
                .toList();
    }

    private List<Long> find(List<PartitionId> partitions, OffsetQuery query, Call call) {
        // All are under way before the first is waited for.
        List<CompletableFuture<Outcome<OffsetAt>>> answers = partitions.stream()
                .map(partition -> backend.offsetAt(partition, query))
                .toList();
        return answers.stream().map(answer -> call.read(answer).offset()).toList();
    }
}
