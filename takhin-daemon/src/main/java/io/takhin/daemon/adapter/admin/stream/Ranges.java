package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Offsets;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pins where a consume stream starts and ends in each partition. */
final class Ranges {

    private final Offsets offsets;
    private final ConsumeRequest request;
    private final Call call;

    Ranges(Backend backend, ConsumeRequest request, Call call) {
        this.offsets = new Offsets(backend);
        this.request = request;
        this.call = call;
    }

    /** A cursor for each partition asked for, in the order of topics and partitions, and what to tell of them. */
    Pinned of(List<TopicState> topics) {
        var ranges = new ArrayList<ConsumeMessage.Range>();
        var cursors = new ArrayList<Cursor>();
        for (var topic : topics) {
            for (int partition : partitions(topic)) {
                var range = range(topic, partition);
                cursors.add(new Cursor(ranges.size(), topic.partition(partition), range));
                ranges.add(range);
            }
        }
        return new Pinned(List.copyOf(ranges), List.copyOf(cursors));
    }

    private List<Integer> partitions(TopicState topic) {
        if (request.partitions().isEmpty()) {
            return IntStream.range(0, topic.partitionCount()).boxed().toList();
        }
        for (int partition : request.partitions()) {
            if (partition < 0 || partition >= topic.partitionCount()) {
                throw new TakhinException(AdminError.of(
                        ErrorCode.NOT_FOUND,
                        "topic " + topic.name() + " has no partition " + partition + ", its partitions are 0 to "
                                + (topic.partitionCount() - 1)));
            }
        }
        return List.copyOf(new TreeSet<>(request.partitions()));
    }

    private ConsumeMessage.Range range(TopicState topic, int number) {
        var partition = topic.partition(number);
        var isolation = isolation(request.readCommitted());
        long start = offsets.resolve(partition, request.from(), isolation, call);
        var to = request.to();
        @Nullable Long end = to == null ? null : Math.max(start, offsets.resolve(partition, to, isolation, call));
        return new ConsumeMessage.Range(topic.name(), number, start, end);
    }

    static Isolation isolation(boolean readCommitted) {
        return readCommitted ? Isolation.READ_COMMITTED : Isolation.READ_UNCOMMITTED;
    }

    /** Ranges and their cursors, one for one. */
    record Pinned(List<ConsumeMessage.Range> ranges, List<Cursor> cursors) {}
}
