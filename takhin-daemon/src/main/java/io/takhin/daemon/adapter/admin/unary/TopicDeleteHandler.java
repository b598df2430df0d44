package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Rejections;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import java.util.HashSet;

/** Method topic.delete. */
public final class TopicDeleteHandler implements UnaryHandler<TopicDelete.Request, TopicDelete.Reply> {

    private final Backend backend;

    /** Deletes through a backend. */
    public TopicDeleteHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public TopicDelete.Reply handle(TopicDelete.Request request, Call call) {
        if (request.names().isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "no topic was named");
        }
        if (new HashSet<>(request.names()).size() < request.names().size()) {
            throw TakhinException.of(ErrorCode.USAGE, "a topic is named twice");
        }
        return new TopicDelete.Reply(
                request.dryRun(),
                request.names().stream()
                        .map(name -> delete(name, request, call))
                        .toList());
    }

    private TopicDelete.Deleted delete(String name, TopicDelete.Request request, Call call) {
        // Afterwards there is nothing left to measure.
        long sizeBytes = backend.metadata()
                .topic(name)
                .map(topic -> Topics.sizeBytes(backend, topic))
                .orElse(0L);
        return switch (call.outcome(backend.delete(name, call.options(request.dryRun())))) {
            case Outcome.Done<TopicState>(var topic) ->
                new TopicDelete.Deleted(name, Change.DELETED, topic.partitionCount(), sizeBytes, null);
            case Outcome.Rejected<TopicState>(var rejection) -> {
                boolean fine = request.ifExists() && rejection.reason() == Rejection.Reason.UNKNOWN_TOPIC;
                yield new TopicDelete.Deleted(name, Change.UNCHANGED, 0, 0, fine ? null : Rejections.error(rejection));
            }
            case Outcome.Unknown<TopicState>(var message) ->
                new TopicDelete.Deleted(name, Change.UNCHANGED, 0, 0, Call.unknown(message, Applied.UNKNOWN));
        };
    }
}
