package io.takhin.daemon.adapter.kafka.api;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** Whether this node is the one to ask about a partition. */
public final class Leadership {

    private Leadership() {}

    /**
     * What a client hears that asks about a partition and knows of this leader epoch: NONE if this node leads and the
     * epoch is the leader's.
     *
     * @param knownEpoch the epoch in the request, -1 for none (KIP-320)
     */
    public static Errors check(Backend backend, PartitionId partition, int knownEpoch) {
        return switch (backend.status(partition)) {
            case Outcome.Done<PartitionStatus>(var status) -> {
                if (status.leader().isEmpty()
                        || status.leader().getAsInt() != backend.cluster().nodeId()) {
                    yield Errors.NOT_LEADER_OR_FOLLOWER;
                }
                if (knownEpoch < 0 || knownEpoch == status.leaderEpoch()) {
                    yield Errors.NONE;
                }
                yield knownEpoch < status.leaderEpoch() ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
            }
            case Outcome.Rejected<PartitionStatus>(var rejection) -> KafkaErrors.of(rejection.reason());
            case Outcome.Unknown<PartitionStatus> _ -> Errors.LEADER_NOT_AVAILABLE;
        };
    }

    /** Where a partition stands, if this node knows it. */
    public static Optional<PartitionStatus> status(Backend backend, PartitionId partition) {
        return switch (backend.status(partition)) {
            case Outcome.Done<PartitionStatus>(var status) -> Optional.of(status);
            case Outcome.Rejected<PartitionStatus> _, Outcome.Unknown<PartitionStatus> _ -> Optional.empty();
        };
    }
}
