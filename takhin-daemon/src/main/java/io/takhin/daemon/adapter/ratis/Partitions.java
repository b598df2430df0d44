package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.ReplicaLog;

/** Finds partitions by what this node has applied. Any thread may ask. */
final class Partitions {

    private final RaftReplicas replicas;
    private final Readiness readiness;

    Partitions(RaftReplicas replicas, Readiness readiness) {
        this.replicas = replicas;
        this.readiness = readiness;
    }

    /**
     * An open partition.
     *
     * @param topic its topic
     * @param group its data group
     * @param log this node's replica
     */
    record Open(TopicState topic, int group, ReplicaLog log) {}

    /**
     * A partition that there is, whether or not this node has opened it.
     *
     * @param topic its topic
     * @param group its data group
     */
    record Assigned(TopicState topic, int group) {}

    /** Finds an open partition, or says why it is not there. */
    Outcome<Open> find(PartitionId id) {
        return switch (assigned(id)) {
            case Outcome.Done<Assigned>(var assigned) -> open(id, assigned);
            case Outcome.Rejected<Assigned>(var rejection) -> new Outcome.Rejected<>(rejection);
            case Outcome.Unknown<Assigned>(var message) -> new Outcome.Unknown<>(message);
        };
    }

    private Outcome<Open> open(PartitionId id, Assigned assigned) {
        var log = replicas.replicas().store().replica(id);
        if (log.isEmpty()
                || !replicas.data().get(assigned.group).machine().image().has(id)) {
            return Outcome.reject(Reason.NOT_READY, "partition " + id + " is about to be opened; try again");
        }
        return Outcome.done(new Open(assigned.topic, assigned.group, log.get()));
    }

    /** Finds a partition in the metadata, or says why it is not there. */
    Outcome<Assigned> assigned(PartitionId id) {
        var topic = replicas.metadata().machine().newest().image().topic(id.topicId());
        if (topic.isEmpty() && !readiness.behind().isEmpty()) {
            return Outcome.reject(Reason.NOT_READY, "the node catches up after its start; try again");
        }
        if (topic.isEmpty()) {
            return Outcome.reject(Reason.UNKNOWN_TOPIC, "no topic has the id " + id.topicId() + ", it may be deleted");
        }
        if (id.partition() >= topic.get().partitionCount()) {
            return Outcome.reject(
                    Reason.UNKNOWN_PARTITION,
                    "topic " + topic.get().name() + " has partitions 0 to "
                            + (topic.get().partitionCount() - 1) + ", not " + id.partition());
        }
        return Outcome.done(new Assigned(topic.get(), topic.get().groups().get(id.partition())));
    }
}
