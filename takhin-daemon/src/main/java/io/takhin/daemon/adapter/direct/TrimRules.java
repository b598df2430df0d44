package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.PartitionLog;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.Optional;

/** Which trims are allowed, as Kafka's DeleteRecords has it. */
final class TrimRules {

    /** Stands for the high watermark. */
    static final long HIGH_WATERMARK = -1;

    private TrimRules() {}

    static Optional<Rejection> problem(TopicState topic, PartitionLog log, long beforeOffset, TopicConfigRules rules) {
        boolean deletes = rules.effective(topic.configs()).stream()
                .filter(config -> config.name().equals("cleanup.policy"))
                .allMatch(config -> config.value().contains("delete"));
        if (!deletes) {
            return Optional.of(new Rejection(
                    Reason.POLICY_VIOLATION,
                    "topic " + topic.name() + " is compacted only: set cleanup.policy to include delete to trim it"));
        }
        long highWatermark = log.highWatermark();
        if (beforeOffset < HIGH_WATERMARK || beforeOffset > highWatermark) {
            return Optional.of(new Rejection(
                    Reason.OFFSET_OUT_OF_RANGE,
                    "offset " + beforeOffset + " is not within 0 to the high watermark " + highWatermark
                            + " of partition " + log.id()));
        }
        return Optional.empty();
    }

    /** Where the log will start. */
    static long startAfter(PartitionLog log, long beforeOffset) {
        return Math.max(log.startOffset(), beforeOffset == HIGH_WATERMARK ? log.highWatermark() : beforeOffset);
    }
}
