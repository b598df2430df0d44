package io.takhin.daemon.adapter.direct;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand.FormatCluster;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The backend of one node without consensus: it appends and changes at once. One thread owns the metadata
 * ({@link ChangeLane}), each partition belongs to one of a few append threads ({@link AppendLane}), and a few threads
 * read ({@link LogReads}).
 */
public final class DirectBackend implements Backend {

    private static final Rejection STOPPING = new Rejection(Reason.NOT_READY, "the node is stopping");

    private final DirectSettings settings;
    private final DirectPorts ports;
    private final ServedPartitions partitions;
    private final FreeSpaceGuard space;
    private final DirectThreads threads;
    private final IdSource ids = new IdSource();
    private final AtomicBoolean closed = new AtomicBoolean();

    private DirectBackend(DirectSettings settings, DirectPorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.partitions = new ServedPartitions(ports.logs());
        this.space = new FreeSpaceGuard(ports.disk(), settings.reserveBytes());
        this.threads = new DirectThreads(settings, ports, partitions, space);
    }

    /**
     * Brings the metadata to where the command log is, opens the partition logs and serves. A new folder becomes a
     * cluster.
     *
     * @param progress hears of the opening of logs, which takes long where there are many
     * @throws IOException if metadata or a log can't be opened, naming it and what to do
     * @throws TakhinException if the folder belongs to another cluster than the settings name
     */
    public static DirectBackend open(DirectSettings settings, DirectPorts ports, LogStore.Progress progress)
            throws IOException {
        try {
            return opened(settings, ports, progress);
        } catch (IOException | RuntimeException e) {
            // Closed in order, so that the next start finds the same and says the same.
            ports.store().close();
            try {
                ports.commands().close();
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static DirectBackend opened(DirectSettings settings, DirectPorts ports, LogStore.Progress progress)
            throws IOException {
        Restart.catchUp(ports.store(), ports.commands());
        var backend = new DirectBackend(settings, ports);
        backend.format();
        ports.logs().open(ports.store().image().topics(), progress);
        for (var topic : ports.store().image().topics()) {
            backend.partitions.serve(topic);
        }
        backend.showRecovered();
        backend.space.check();
        backend.threads.start();
        return backend;
    }

    private void format() throws IOException {
        var image = ports.store().image();
        var wanted = settings.clusterId();
        boolean isNew = image.dataGroups() == 0;
        if (isNew && ports.logs().hasLogs()) {
            throw TakhinException.of(
                    ErrorCode.REFUSED,
                    "there are partition logs but no metadata that knows them; restore the folder meta from a backup,"
                            + " or move the folder logs away to begin a new cluster");
        }
        var clusterId = !wanted.isEmpty() ? wanted : isNew ? ids.draw().toString() : image.clusterId();
        var format = new FormatCluster(clusterId, 1);
        switch (MetadataMachine.decide(image, format)) {
            case Decision.Accepted(var events) -> {
                if (!events.isEmpty()) {
                    ports.store().apply(ports.commands().append(List.of(format)), events);
                }
            }
            case Decision.Rejected(var rejection) -> throw TakhinException.of(ErrorCode.CONFLICT, rejection.message());
        }
    }

    /** One node's log is committed as far as it reaches; with flush:always only what is on disk may be seen. */
    private void showRecovered() throws IOException {
        for (var partition : partitions.all()) {
            var log = partition.log();
            if (log.highWatermark() < log.endOffset()) {
                if (settings.flush() instanceof FlushPolicy.Always) {
                    log.flush();
                }
                log.advanceHighWatermark(log.endOffset());
            }
        }
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options) {
        return change(
                new Change.Create(
                        topic,
                        settings.defaultPartitions(),
                        ids.draw(),
                        ports.clock().millis()),
                options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(
            String topic, NewPartitions wanted, ChangeOptions options) {
        return change(new Change.AddPartitions(topic, wanted), options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(
            String topic, ConfigChange change, ChangeOptions options) {
        return change(new Change.AlterConfigs(topic, change), options);
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions options) {
        return change(new Change.AlterNodeConfigs(node, change), options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options) {
        return change(new Change.Delete(topic), options);
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        return CompletableFuture.completedFuture(metadata()
                .topic(name)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.reject(Reason.UNKNOWN_TOPIC, "there is no topic " + name)));
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        return change(new Change.Allocate(count), ChangeOptions.DEFAULT);
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        return on(partition, found -> threads.lanes().append(found, request));
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        return on(partition, found -> threads.reads().read(found, request));
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options) {
        return on(partition, found -> {
            var topic = metadata().topic(partition.topicId());
            var problem = topic.flatMap(state -> TrimRules.problem(state, found.log(), beforeOffset, ports.rules()));
            if (problem.isPresent()) {
                return refused(problem.get());
            }
            return options.dryRun()
                    ? CompletableFuture.completedFuture(Outcome.done(TrimRules.startAfter(found.log(), beforeOffset)))
                    : threads.trim(found, beforeOffset, options);
        });
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        return on(partition, found -> threads.reads().offsetAt(found, query));
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        return on(partition, threads.reads()::producers);
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        int self = settings.self().get().id();
        return partitions
                .find(partition)
                .map(DirectPartition::log)
                .map(log -> Outcome.done(new PartitionStatus(
                        OptionalInt.of(self),
                        AppendLane.LEADER_EPOCH,
                        List.of(self),
                        List.of(self),
                        log.startOffset(),
                        log.highWatermark(),
                        log.lastStableOffset(),
                        log.sizeBytes())))
                .orElseGet(() -> new Outcome.Rejected<>(ServedPartitions.unknown(metadata(), partition)));
    }

    @Override
    public MetadataImage metadata() {
        return ports.store().image();
    }

    @Override
    public ClusterView cluster() {
        var self = settings.self().get();
        boolean ready = !closed.get();
        return new ClusterView(
                metadata().clusterId(),
                self.id(),
                OptionalInt.of(self.id()),
                List.of(self),
                ready,
                ready ? "" : STOPPING.message());
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        return partitions.find(partition).map(found -> found.onAppend(signal)).orElse(() -> {});
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        return threads.commit().onMetadata(listener);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.stop();
        }
    }

    private <T> CompletableFuture<Outcome<T>> change(Change<T> change, ChangeOptions options) {
        return closed.get() ? refused(STOPPING) : threads.change(change, options);
    }

    private <T> CompletableFuture<Outcome<T>> on(
            PartitionId id, Function<DirectPartition, CompletableFuture<Outcome<T>>> request) {
        if (closed.get()) {
            return refused(STOPPING);
        }
        return partitions.find(id).map(request).orElseGet(() -> refused(ServedPartitions.unknown(metadata(), id)));
    }

    private static <T> CompletableFuture<Outcome<T>> refused(Rejection rejection) {
        return CompletableFuture.completedFuture(new Outcome.Rejected<>(rejection));
    }
}
