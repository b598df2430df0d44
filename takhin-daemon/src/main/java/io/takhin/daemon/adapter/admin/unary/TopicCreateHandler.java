package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicSummary;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Method topic.create. */
public final class TopicCreateHandler implements UnaryHandler<TopicCreate.Request, TopicCreate.Reply> {

    private final Backend backend;
    private final TopicConfigRules rules;

    /** Creates through a backend; equality of configs is judged by the rules. */
    public TopicCreateHandler(Backend backend, TopicConfigRules rules) {
        this.backend = backend;
        this.rules = rules;
    }

    @Override
    public TopicCreate.Reply handle(TopicCreate.Request request, Call call) {
        if (request.partitions() < 0 || request.replicationFactor() < 0) {
            throw TakhinException.of(
                    ErrorCode.USAGE, "partitions and replicationFactor are 1 or more, or 0 for the default");
        }
        var wanted = new NewTopic(
                Topics.named(request.name()),
                request.partitions() == 0 ? NewTopic.DEFAULT : request.partitions(),
                request.replicationFactor() == 0 ? NewTopic.DEFAULT : request.replicationFactor(),
                request.configs());
        var outcome = call.outcome(backend.createTopic(wanted, call.options(request.dryRun())));
        if (request.ifNotExists()
                && outcome instanceof Outcome.Rejected<TopicState>(Rejection(var reason, var message))
                && reason == Rejection.Reason.TOPIC_EXISTS) {
            return compare(request, call.read(backend.topic(request.name())));
        }
        var created = Call.value(outcome, Applied.UNKNOWN);
        // The id of a topic that was only judged is nobody's.
        var summary = new TopicSummary(
                created.name(),
                request.dryRun() ? "" : created.id().toString(),
                created.partitionCount(),
                created.replicationFactor(),
                0);
        return new TopicCreate.Reply(Change.CREATED, request.dryRun(), summary);
    }

    private TopicCreate.Reply compare(TopicCreate.Request asked, TopicState topic) {
        var differences = new ArrayList<String>();
        if (asked.partitions() > 0 && asked.partitions() != topic.partitionCount()) {
            differences.add("partitions " + topic.partitionCount() + " (asked " + asked.partitions() + ")");
        }
        if (asked.replicationFactor() > 0 && asked.replicationFactor() != topic.replicationFactor()) {
            differences.add(
                    "replication factor " + topic.replicationFactor() + " (asked " + asked.replicationFactor() + ")");
        }
        differences.addAll(configDifferences(asked.configs(), topic.configs()));
        if (!differences.isEmpty()) {
            throw TakhinException.of(
                    ErrorCode.CONFLICT,
                    "topic " + topic.name() + " exists and differs: " + String.join(", ", differences));
        }
        return new TopicCreate.Reply(Change.UNCHANGED, asked.dryRun(), Topics.summary(backend, topic));
    }

    /** Values in force are compared: one that is set to its default equals one that is not set. */
    private List<String> configDifferences(Map<String, String> asked, Map<String, String> present) {
        var problem = rules.problem(asked);
        if (problem.isPresent()) {
            throw TakhinException.of(ErrorCode.USAGE, problem.get());
        }
        var wanted = new HashMap<String, String>();
        for (ConfigEntry entry : rules.effective(asked)) {
            wanted.put(entry.name(), entry.value());
        }
        var differences = new ArrayList<String>();
        for (ConfigEntry entry : rules.effective(present)) {
            var value = wanted.get(entry.name());
            if (value != null && !value.equals(entry.value())) {
                differences.add(entry.name() + " " + entry.value() + " (asked " + value + ")");
            }
        }
        return differences;
    }
}
