package io.takhin.daemon.adapter.kafka.txn;

import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.common.runtime.CoordinatorExecutor;
import org.apache.kafka.coordinator.common.runtime.CoordinatorMetrics;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.common.runtime.CoordinatorShardBuilder;
import org.apache.kafka.coordinator.common.runtime.CoordinatorTimer;
import org.apache.kafka.timeline.SnapshotRegistry;
import org.jspecify.annotations.Nullable;

/** Collects what the runtime gives a new shard. */
final class TxnShardBuilder implements CoordinatorShardBuilder<TxnShard, CoordinatorRecord> {

    private final TxnSettings settings;
    private final TxnShard.Prepared prepared;
    private Time time = Time.SYSTEM;
    private @Nullable SnapshotRegistry snapshots;
    private @Nullable CoordinatorTimer<CoordinatorRecord> timer;
    private @Nullable TopicPartition name;

    TxnShardBuilder(TxnSettings settings, TxnShard.Prepared prepared) {
        this.settings = settings;
        this.prepared = prepared;
    }

    @Override
    public TxnShardBuilder withSnapshotRegistry(SnapshotRegistry given) {
        snapshots = given;
        return this;
    }

    @Override
    public TxnShardBuilder withLogContext(LogContext given) {
        return this;
    }

    @Override
    public TxnShardBuilder withTime(Time given) {
        time = given;
        return this;
    }

    @Override
    public TxnShardBuilder withTimer(CoordinatorTimer<CoordinatorRecord> given) {
        timer = given;
        return this;
    }

    @Override
    public TxnShardBuilder withExecutor(CoordinatorExecutor<CoordinatorRecord> given) {
        return this;
    }

    @Override
    public TxnShardBuilder withCoordinatorMetrics(CoordinatorMetrics given) {
        return this;
    }

    @Override
    public TxnShardBuilder withTopicPartition(TopicPartition given) {
        name = given;
        return this;
    }

    @Override
    public TxnShard build() {
        return new TxnShard(
                Objects.requireNonNull(name),
                settings,
                time,
                Objects.requireNonNull(timer),
                Objects.requireNonNull(snapshots),
                prepared);
    }
}
