package io.takhin.daemon.adapter.admin.unary;

import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionPlace;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.List;
import java.util.stream.IntStream;

/** Method topic.describe. */
public final class TopicDescribeHandler implements UnaryHandler<TopicDescribe.Request, TopicDescription> {

    private final Backend backend;
    private final TopicConfigRules rules;

    /** Describes what a backend has, and configs by the rules. */
    public TopicDescribeHandler(Backend backend, TopicConfigRules rules) {
        this.backend = backend;
        this.rules = rules;
    }

    @Override
    public TopicDescription handle(TopicDescribe.Request request, Call call) {
        var topic = call.read(backend.topic(Topics.named(request.name())));
        return new TopicDescription(
                topic.name(),
                topic.id().toString(),
                topic.replicationFactor(),
                topic.createdAtMs(),
                IntStream.range(0, topic.partitionCount())
                        .mapToObj(number -> partition(topic, number))
                        .toList(),
                rules.effective(topic.configs()));
    }

    private TopicDescription.Partition partition(TopicState topic, int number) {
        int group = topic.groups().get(number);
        return switch (backend.status(topic.partition(number))) {
            case Outcome.Done<PartitionStatus>(var status) -> {
                var place = PartitionPlace.of(status).shown(topic.assigned(), number);
                yield new TopicDescription.Partition(
                        number,
                        group,
                        status.leader().isPresent()
                                ? Integer.toString(status.leader().getAsInt())
                                : null,
                        status.leaderEpoch(),
                        ids(place.replicas()),
                        ids(place.inSync()),
                        status.startOffset(),
                        status.highWatermark(),
                        status.lastStableOffset(),
                        status.sizeBytes(),
                        ids(topic.assigned().of(number)));
            }
            case Outcome.Rejected<PartitionStatus> rejected -> absent(topic, number);
            case Outcome.Unknown<PartitionStatus> unknown -> absent(topic, number);
        };
    }

    private static TopicDescription.Partition absent(TopicState topic, int number) {
        return new TopicDescription.Partition(
                number,
                topic.groups().get(number),
                null,
                -1,
                List.of(),
                List.of(),
                -1,
                -1,
                -1,
                0,
                ids(topic.assigned().of(number)));
    }

    private static List<String> ids(List<Integer> nodes) {
        return nodes.stream().map(String::valueOf).toList();
    }
}
