package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.TopicList;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Readiness;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;

/** Method topic.list. */
public final class TopicListHandler implements UnaryHandler<TopicList.Request, TopicList.Reply> {

    private final Backend backend;

    /** Lists what a backend has. */
    public TopicListHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public TopicList.Reply handle(TopicList.Request request, Call call) {
        Readiness.require(backend);
        return new TopicList.Reply(backend.metadata().topicsByName().stream()
                .filter(topic -> request.internal() || !Topics.internal(topic))
                .map(topic -> Topics.summary(backend, topic))
                .toList());
    }
}
