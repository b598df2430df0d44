package io.takhin.daemon.adapter.kafka.txn;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.coordinator.common.runtime.CoordinatorMetrics;
import org.apache.kafka.coordinator.common.runtime.CoordinatorMetricsShard;
import org.apache.kafka.timeline.SnapshotRegistry;

/** The runtime wants metrics of each shard; transactions have none of that kind, the runtime's own say enough. */
final class NoShardMetrics extends CoordinatorMetrics {

    @Override
    public CoordinatorMetricsShard newMetricsShard(SnapshotRegistry snapshots, TopicPartition name) {
        return new Silent(name);
    }

    @Override
    public void activateMetricsShard(CoordinatorMetricsShard shard) {
        // Nothing is measured.
    }

    @Override
    public void deactivateMetricsShard(CoordinatorMetricsShard shard) {
        // Nothing is measured.
    }

    @Override
    public void onUpdateLastCommittedOffset(TopicPartition name, long offset) {
        // Nothing is measured.
    }

    private record Silent(TopicPartition topicPartition) implements CoordinatorMetricsShard {

        @Override
        public void record(String sensor) {
            // Nothing is measured.
        }

        @Override
        public void record(String sensor, double value) {
            // Nothing is measured.
        }

        @Override
        public void commitUpTo(long offset) {
            // Nothing is measured.
        }
    }
}
