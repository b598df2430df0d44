package io.takhin.daemon.port.log;

import io.takhin.common.model.PartitionId;
import java.util.Optional;

/**
 * A {@link LogStore} whose logs are replicas. It deletes nothing by itself: retention comes as
 * {@link ReplicaLog#trimTo}.
 */
public interface ReplicaStore extends LogStore {

    /** The log of a partition, when this node has it. */
    Optional<ReplicaLog> replica(PartitionId partition);
}
