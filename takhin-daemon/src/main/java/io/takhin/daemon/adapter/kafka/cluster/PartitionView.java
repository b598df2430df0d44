package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionPlace;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataResponse;

/**
 * A partition as metadata shows it.
 *
 * @param error LEADER_NOT_AVAILABLE while it has no leader
 * @param leader the leader's id, -1 for none
 * @param epoch the leader's epoch, -1 for not known
 * @param replicas who has it, or those of them that its assignment names
 * @param inSync who of them is caught up
 */
record PartitionView(Errors error, int leader, int epoch, List<Integer> replicas, List<Integer> inSync) {

    static PartitionView of(Backend backend, TopicState topic, int partition) {
        return switch (backend.place(topic.partition(partition))
                .map(place -> place.shown(topic.assigned(), partition))) {
            case Outcome.Done<PartitionPlace>(var place) ->
                new PartitionView(
                        place.leader().isPresent() ? Errors.NONE : Errors.LEADER_NOT_AVAILABLE,
                        place.leader().orElse(MetadataResponse.NO_LEADER_ID),
                        place.leaderEpoch(),
                        place.replicas(),
                        place.inSync());
            // It was deleted a moment ago, or this node does not know of it yet.
            case Outcome.Rejected<PartitionPlace> _, Outcome.Unknown<PartitionPlace> _ ->
                new PartitionView(Errors.LEADER_NOT_AVAILABLE, MetadataResponse.NO_LEADER_ID, -1, List.of(), List.of());
        };
    }
}
