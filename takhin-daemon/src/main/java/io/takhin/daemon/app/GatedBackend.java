package io.takhin.daemon.app;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
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
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the backend while it opens, so that listeners can answer from the first moment: everything is refused
 * with NOT_READY, and the view of the cluster says what is going on.
 */
final class GatedBackend implements Backend {

    private final Supplier<ClusterView.Node> self;
    private final ListenerRelay listeners = new ListenerRelay();
    private volatile @Nullable Backend opened;
    private volatile String state = "starting";

    GatedBackend(Supplier<ClusterView.Node> self) {
        this.self = self;
    }

    /** Says what is going on until the backend is open. */
    void state(String newState) {
        state = newState;
    }

    /** Lets requests through. */
    void open(Backend backend) {
        opened = backend;
        listeners.connect(backend);
    }

    private <T> CompletableFuture<Outcome<T>> through(Function<Backend, CompletableFuture<Outcome<T>>> request) {
        var backend = opened;
        return backend == null ? CompletableFuture.completedFuture(notReady()) : request.apply(backend);
    }

    private <T> Outcome<T> notReady() {
        return Outcome.reject(Rejection.Reason.NOT_READY, state);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options) {
        return through(backend -> backend.createTopic(topic, options));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(
            String topic, NewPartitions wanted, ChangeOptions options) {
        return through(backend -> backend.addPartitions(topic, wanted, options));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(
            String topic, ConfigChange change, ChangeOptions options) {
        return through(backend -> backend.alterConfigs(topic, change, options));
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions options) {
        return through(backend -> backend.alterNodeConfigs(node, change, options));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options) {
        return through(backend -> backend.delete(topic, options));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        return through(backend -> backend.topic(name));
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        return through(backend -> backend.allocateProducerIds(count));
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        return through(backend -> backend.append(partition, request));
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        return through(backend -> backend.read(partition, request));
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options) {
        return through(backend -> backend.trim(partition, beforeOffset, options));
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        return through(backend -> backend.offsetAt(partition, query));
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        return through(backend -> backend.producers(partition));
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        var backend = opened;
        return backend == null ? notReady() : backend.status(partition);
    }

    @Override
    public Outcome<PartitionPlace> place(PartitionId partition) {
        var backend = opened;
        return backend == null ? notReady() : backend.place(partition);
    }

    @Override
    public MetadataImage metadata() {
        var backend = opened;
        return backend == null ? MetadataImage.EMPTY : backend.metadata();
    }

    @Override
    public ClusterView cluster() {
        var backend = opened;
        if (backend != null) {
            return backend.cluster();
        }
        var node = self.get();
        return new ClusterView("", node.id(), OptionalInt.empty(), List.of(node), false, state);
    }

    @Override
    public PeerLink peers() {
        var backend = opened;
        return backend == null ? PeerLink.NONE : backend.peers();
    }

    @Override
    public List<RaftGroup> groups() {
        var backend = opened;
        return backend == null ? List.of() : backend.groups();
    }

    @Override
    public ClusterAdmin admin() {
        var backend = opened;
        if (backend == null) {
            throw new TakhinException(AdminError.of(ErrorCode.NO_LEADER, "the node is not ready: " + state)
                    .withHint("wait for it with: takhin wait ready"));
        }
        return backend.admin();
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        var backend = opened;
        return backend == null ? () -> {} : backend.onAppend(partition, signal);
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        return listeners.add(listener);
    }

    /** Closes the backend if it is open. */
    @Override
    public void close() {
        var backend = opened;
        if (backend != null) {
            backend.close();
        }
    }
}
