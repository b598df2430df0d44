package io.takhin.daemon.adapter.ratis;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeIdentity;
import io.takhin.daemon.adapter.ratis.group.NodeThreads;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import io.takhin.daemon.adapter.ratis.membership.NodeHello;
import io.takhin.daemon.adapter.ratis.membership.PeerBook;
import io.takhin.daemon.adapter.ratis.membership.RemovedMark;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
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
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionPlace;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * The backend of a cluster: every change goes through the log of a Raft group, and every node does the same with what
 * is committed. A change or an append that is done is on the disks of a majority.
 *
 * <p>The node that leads a partition's data group proposes its appends; another one forwards them. Reads come from this
 * node's own replica; a look-up of an offset sees all that was acknowledged before it.
 */
public final class RaftBackend implements Backend {

    private final GroupIds ids;
    private final RaftPorts ports;
    private final RaftEvents events;
    private final NodeThreads threads;
    private final RaftReplicas replicas;
    private final RaftNode node;
    private final RaftConnections connections;
    private final TopicChanges changes;
    private final PartitionRequests requests;
    private final RaftViews views;
    private final RaftAdmin admin;
    private final Upkeep upkeep;
    private final RaftPeerLink links;
    private final Readiness readiness;
    private final OpenRequests open = new OpenRequests();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private RaftBackend(
            RaftOptions options,
            RaftPorts ports,
            GroupIds ids,
            RaftEvents events,
            NodeThreads threads,
            RaftReplicas replicas)
            throws IOException {
        this.ids = ids;
        this.ports = ports;
        this.events = events;
        this.threads = threads;
        this.replicas = replicas;
        this.node = new RaftNode(options, ids, replicas::stateMachine);
        this.connections = new RaftConnections(node, ids, ports.space(), ports.clock());
        var placement = new Placement(replicas, connections);
        this.changes = new TopicChanges(
                options,
                ports,
                replicas,
                connections,
                placement,
                () -> node.voters(ids.metadata()).size());
        this.links = new RaftPeerLink(node, ids.metadata(), connections.peers());
        this.readiness = new Readiness(connections, ids, closed::get);
        var partitions = new Partitions(replicas, readiness);
        this.requests = new PartitionRequests(ids, node, replicas, connections, threads, ports, partitions);
        this.admin = new RaftAdmin(options, ports, ids, node, replicas, connections);
        this.views = new RaftViews(options, ports, ids, node, replicas, admin.watch(), partitions, readiness);
        this.upkeep = new Upkeep(options, ids, node, replicas, connections, placement, admin, threads, ports);
    }

    /**
     * Takes the folder's state back to its newest checkpoints and joins the cluster; what came after the checkpoints is
     * replayed in the background. Returns before there are leaders: {@link #cluster} says when the node is ready.
     *
     * @throws IOException if something can't be opened, naming it and what to do
     * @throws io.takhin.common.error.TakhinException if the folder is another node's or another cluster's
     */
    public static RaftBackend open(RaftOptions options, RaftPorts ports, LogStore.Progress progress)
            throws IOException {
        RemovedMark.refuse(options.folder());
        var identity = NodeIdentity.claim(options);
        var ids = new GroupIds(options.clusterId(), options.dataGroups(), identity.recoveries());
        var events = new RaftEvents(ports, ids, new PeerBook(options.folder(), options.clusterId()));
        var threads = NodeThreads.create(options.nodeId());
        var replicas = new RaftReplicas(options, ports, ids, threads, events);
        ports.space().check();
        replicas.restore(progress);
        var backend = new RaftBackend(options, ports, ids, events, threads, replicas);
        events.connect(backend);
        backend.node.start();
        backend.upkeep.start();
        backend.readiness.start();
        return backend;
    }

    /** Whoever leads the metadata sees to it that the cluster has its id; a second time changes nothing. */
    void leadsMetadata() {
        threads.work().execute(() -> admin.format(closed::get));
    }

    /** Wakes those who wait for records that may now come elsewhere. */
    void follows(int group) {
        replicas.data().get(group).machine().image().partitions().forEach(replicas.signals()::fire);
    }

    void purge(RaftGroupId group) {
        node.purge(group);
    }

    RaftPeerLink links() {
        return links;
    }

    byte[] answer(RaftGroupId group, PeerQuestion question) throws IOException {
        return admin.answer(group, question);
    }

    NodeHello hello() {
        return admin.hello();
    }

    boolean wasRemoved() {
        return admin.wasRemoved();
    }

    RaftConnections connections() {
        return connections;
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions how) {
        return open(() -> room(() -> changes.create(topic, how)));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(String topic, NewPartitions wanted, ChangeOptions how) {
        return open(() -> room(() -> changes.addPartitions(topic, wanted, how)));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(String topic, ConfigChange change, ChangeOptions how) {
        return open(() -> changes.alter(topic, change, how));
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions how) {
        return open(() -> changes.alterNode(node, change, how));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions how) {
        return open(() -> changes.delete(topic, how));
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        return open(() -> changes.topic(name, ChangeOptions.DEFAULT.timeout()));
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        return open(() -> changes.allocate(count));
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        return open(() -> requests.append(partition, request));
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        return open(() -> requests.read(partition, request));
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions how) {
        return open(() -> requests.trim(partition, beforeOffset, how));
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        return open(() -> requests.offsetAt(partition, query));
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        return open(() -> requests.producers(partition));
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        return closed.get() ? Outcome.reject(Reason.NOT_READY, "the node is stopping") : views.status(partition);
    }

    @Override
    public Outcome<PartitionPlace> place(PartitionId partition) {
        return closed.get() ? Outcome.reject(Reason.NOT_READY, "the node is stopping") : views.place(partition);
    }

    @Override
    public MetadataImage metadata() {
        return replicas.metadata().machine().newest().image();
    }

    @Override
    public ClusterView cluster() {
        return views.cluster(closed.get());
    }

    @Override
    public PeerLink peers() {
        return links;
    }

    @Override
    public List<RaftGroup> groups() {
        return closed.get() ? List.of() : new RaftGroupViews(ids, node).all();
    }

    @Override
    public ClusterAdmin admin() {
        return admin;
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        return replicas.signals().subscribe(partition, signal);
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        return replicas.metadata().machine().subscribe(listener);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            events.closing();
            threads.timer().shutdownNow();
            // While it still serves: who produces is told of the new leader instead of waiting for an election.
            admin.leave();
            closed.set(true);
            connections.closeProposers();
            new Closing(replicas, connections, node, threads, ports).run();
            open.close();
        }
    }

    /** Refuses what takes room where there is none. */
    private <T> CompletableFuture<Outcome<T>> room(Supplier<CompletableFuture<Outcome<T>>> request) {
        return ports.space()
                .refusal()
                .map(full -> CompletableFuture.<Outcome<T>>completedFuture(new Outcome.Rejected<>(full)))
                .orElseGet(request);
    }

    private <T> CompletableFuture<Outcome<T>> open(Supplier<CompletableFuture<Outcome<T>>> request) {
        if (closed.get()) {
            return CompletableFuture.completedFuture(Outcome.reject(Reason.NOT_READY, "the node is stopping"));
        }
        var answer = request.get();
        return answer.isDone() ? answer : open.track(answer);
    }
}
