package io.takhin.daemon.adapter.metrics;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ClusterAdmin;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.PeerLink;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionPlace;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what listeners ask of a backend, and passes everything through as it is: the futures are the backend's own.
 */
public final class MeteredBackend implements Backend {

    private final Backend backend;
    private final Meters meters;

    /** Counts what goes to a backend. */
    public MeteredBackend(Backend backend) {
        this.backend = backend;
        this.meters = new Meters(backend::metadata);
    }

    Meters meters() {
        return meters;
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        var topic = meters.topic(partition.topicId());
        int bytes = request.batches().remaining();
        boolean durable = request.durable();
        long startNs = System.nanoTime();
        meters.appendBegan(bytes);
        var answer = backend.append(partition, request);
        var _ = answer.whenComplete((outcome, _) -> {
            meters.appendEnded(bytes);
            if (durable && outcome instanceof Outcome.Done<Appended>) {
                meters.committed(System.nanoTime() - startNs);
            }
            count(topic, outcome, bytes);
        });
        return answer;
    }

    private static void count(TopicMeter topic, @Nullable Outcome<Appended> outcome, int bytes) {
        if (!(outcome instanceof Outcome.Done<Appended>(var appended))) {
            topic.appendFailed();
        } else if (appended.duplicate()) {
            topic.appended(0, 0); // it was counted the first time
        } else {
            topic.appended(appended.endOffsetExclusive() - appended.baseOffset(), bytes);
        }
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        var topic = meters.topic(partition.topicId());
        var answer = backend.read(partition, request);
        var _ = answer.whenComplete((outcome, _) -> {
            if (outcome instanceof Outcome.Done<ReadResult>(var result)) {
                topic.read(result.records().sizeBytes());
            } else {
                topic.readFailed();
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options) {
        return backend.createTopic(topic, options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(
            String topic, NewPartitions wanted, ChangeOptions options) {
        return backend.addPartitions(topic, wanted, options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(
            String topic, ConfigChange change, ChangeOptions options) {
        return backend.alterConfigs(topic, change, options);
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions options) {
        return backend.alterNodeConfigs(node, change, options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options) {
        return backend.delete(topic, options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        return backend.topic(name);
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        return backend.allocateProducerIds(count);
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options) {
        return backend.trim(partition, beforeOffset, options);
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        return backend.offsetAt(partition, query);
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        return backend.producers(partition);
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        return backend.status(partition);
    }

    @Override
    public Outcome<PartitionPlace> place(PartitionId partition) {
        return backend.place(partition);
    }

    @Override
    public MetadataImage metadata() {
        return backend.metadata();
    }

    @Override
    public ClusterView cluster() {
        return backend.cluster();
    }

    @Override
    public PeerLink peers() {
        return backend.peers();
    }

    @Override
    public ClusterAdmin admin() {
        return backend.admin();
    }

    @Override
    public List<RaftGroup> groups() {
        return backend.groups();
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        return backend.onAppend(partition, signal);
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        return backend.onMetadata(listener);
    }

    @Override
    public void close() {
        backend.close();
    }
}
