package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicTrim;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Offsets;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Isolation;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Method topic.trim. Each partition's place is found here, then trimmed to; one that fails does not hold up the rest.
 */
public final class TopicTrimHandler implements UnaryHandler<TopicTrim.Request, TopicTrim.Reply> {

    private final Backend backend;
    private final Offsets offsets;

    /** Trims through a backend. */
    public TopicTrimHandler(Backend backend) {
        this.backend = backend;
        this.offsets = new Offsets(backend);
    }

    @Override
    public TopicTrim.Reply handle(TopicTrim.Request request, Call call) {
        var topic = call.read(backend.topic(Topics.named(request.name())));
        var trimmed = partitions(request, topic).stream()
                .map(partition -> trim(topic.partition(partition), request, call))
                .toList();
        boolean changed = trimmed.stream().anyMatch(one -> one.before() != one.after());
        return new TopicTrim.Reply(
                changed ? Change.CHANGED : Change.UNCHANGED, request.dryRun(), request.name(), trimmed);
    }

    private static List<Integer> partitions(TopicTrim.Request request, TopicState topic) {
        if (request.partitions().isEmpty()) {
            return IntStream.range(0, topic.partitionCount()).boxed().toList();
        }
        for (int partition : request.partitions()) {
            if (partition < 0 || partition >= topic.partitionCount()) {
                throw TakhinException.of(
                        ErrorCode.NOT_FOUND,
                        "topic " + topic.name() + " has no partition " + partition + ", its partitions are 0 to "
                                + (topic.partitionCount() - 1));
            }
        }
        return List.copyOf(new TreeSet<>(request.partitions()));
    }

    private TopicTrim.Trimmed trim(PartitionId partition, TopicTrim.Request request, Call call) {
        long before = -1;
        try {
            before = offsets.status(partition).startOffset();
            long to = offsets.resolve(partition, request.to(), Isolation.READ_UNCOMMITTED, call);
            long after =
                    to <= before ? before : call.change(backend.trim(partition, to, call.options(request.dryRun())));
            return new TopicTrim.Trimmed(partition.partition(), before, after, null);
        } catch (TakhinException e) {
            return new TopicTrim.Trimmed(partition.partition(), before, before, e.error());
        }
    }
}
