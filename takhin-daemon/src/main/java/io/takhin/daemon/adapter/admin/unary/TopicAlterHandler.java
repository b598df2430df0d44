package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ConfigChange;
import java.util.Objects;
import java.util.TreeSet;

/** Method topic.alter. */
public final class TopicAlterHandler implements UnaryHandler<TopicAlter.Request, TopicAlter.Reply> {

    private final Backend backend;

    /** Alters through a backend. */
    public TopicAlterHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public TopicAlter.Reply handle(TopicAlter.Request request, Call call) {
        if (request.set().isEmpty() && request.remove().isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "nothing to set and nothing to remove");
        }
        for (var name : request.remove()) {
            if (request.set().containsKey(name)) {
                throw TakhinException.of(ErrorCode.USAGE, name + " is both set and removed");
            }
        }
        var before = call.read(backend.topic(Topics.named(request.name()))).configs();
        var change = new ConfigChange(request.set(), request.remove());
        var after = call.change(backend.alterConfigs(request.name(), change, call.options(request.dryRun())))
                .configs();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var differences = names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> new TopicAlter.Difference(name, before.get(name), after.get(name)))
                .toList();
        return new TopicAlter.Reply(
                differences.isEmpty() ? Change.UNCHANGED : Change.CHANGED,
                request.dryRun(),
                request.name(),
                differences);
    }
}
