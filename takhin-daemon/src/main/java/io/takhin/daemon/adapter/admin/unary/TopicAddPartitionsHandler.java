package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAddPartitions;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;

/** Method topic.add-partitions. */
public final class TopicAddPartitionsHandler
        implements UnaryHandler<TopicAddPartitions.Request, TopicAddPartitions.Reply> {

    private final Backend backend;

    /** Adds through a backend. */
    public TopicAddPartitionsHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public TopicAddPartitions.Reply handle(TopicAddPartitions.Request request, Call call) {
        int before = call.read(backend.topic(Topics.named(request.name()))).partitionCount();
        int after = call.change(backend.addPartitions(request.name(), request.total(), call.options(request.dryRun())))
                .partitionCount();
        return new TopicAddPartitions.Reply(
                before == after ? Change.UNCHANGED : Change.CHANGED, request.dryRun(), request.name(), before, after);
    }
}
