package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.coordinator.CoordinatorTopic;
import io.takhin.daemon.adapter.kafka.coordinator.LeadershipFollower;
import io.takhin.daemon.adapter.kafka.coordinator.Loads;
import io.takhin.daemon.adapter.kafka.coordinator.StateLoader;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntimeMetricsImpl;
import org.apache.kafka.coordinator.group.GroupConfigManager;
import org.apache.kafka.coordinator.group.GroupCoordinator;
import org.apache.kafka.coordinator.group.GroupCoordinatorConfig;
import org.apache.kafka.coordinator.group.GroupCoordinatorRecordSerde;
import org.apache.kafka.coordinator.group.GroupCoordinatorService;
import org.apache.kafka.coordinator.group.metrics.GroupCoordinatorMetrics;
import org.apache.kafka.coordinator.group.modern.share.ShareGroupConfig;
import org.apache.kafka.server.share.persister.NoOpStatePersister;
import org.apache.kafka.server.util.timer.SystemTimer;
import org.apache.kafka.server.util.timer.SystemTimerReaper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer groups on this node: Kafka's group coordinator, whose state is kept in {@code __consumer_offsets} through
 * the backend and whose shards are where that topic's partitions are led. Admin methods and Kafka's handlers both go
 * through {@link #coordinator}.
 *
 * <p>The coordinator answers COORDINATOR_NOT_AVAILABLE until the topic was created, which {@link #topic} does on the
 * first look for a group's coordinator.
 */
public final class GroupCoordination implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCoordination.class);

    private final Backend backend;
    private final CoordinatorTopic topic;
    private final GroupCoordinatorService service;
    private final LeadershipFollower follower;
    private final ExecutorService imageThread;
    private final KafkaImages images = new KafkaImages();
    private final AtomicReference<@Nullable MetadataImage> newestImage = new AtomicReference<>();
    private volatile @Nullable Subscription metadata;

    /** Builds it; it takes part from {@link #start} on. */
    public GroupCoordination(Backend backend, GroupSettings settings, StateLogs.TransactionCheck check) {
        this.backend = backend;
        this.topic = new CoordinatorTopic(
                backend,
                Topic.GROUP_METADATA_TOPIC_NAME,
                settings.offsetsPartitions(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        "producer",
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(settings.offsetsSegmentBytes())));
        // The follower and the writer need each other: what breaks in one is loaded anew by the other.
        var broken = new AtomicReference<@Nullable LeadershipFollower>();
        var logs = new StateLogs(
                backend,
                topic,
                settings.commitTimeout(),
                partition -> {
                    var toldTo = broken.get();
                    if (toldTo != null) {
                        toldTo.reload(partition);
                    }
                },
                check);
        var loads = new Loads();
        this.service = service(backend, settings, logs, loads);
        this.follower = new LeadershipFollower(backend, topic, new Shards(), loads, "takhin-group-leadership");
        broken.set(follower);
        // Holds at most one task: images that come meanwhile are merged.
        this.imageThread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                Thread.ofPlatform().daemon().name("takhin-group-metadata").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Starts to follow the leadership of the partitions. */
    public void start() {
        follower.start();
    }

    /** The coordinator itself. */
    public GroupCoordinator coordinator() {
        return service;
    }

    /** The topic that holds the groups. */
    public CoordinatorTopic topic() {
        return topic;
    }

    /** Ends the work on groups; the state on disk is complete. */
    @Override
    public void close() {
        var subscription = metadata;
        if (subscription != null) {
            subscription.close();
        }
        follower.close();
        imageThread.shutdownNow();
        service.shutdown();
    }

    private GroupCoordinatorService service(Backend owner, GroupSettings settings, StateLogs logs, Loads loads) {
        var config = GroupCoordinatorConfig.fromProps(settings.asKafka());
        var loader = new StateLoader<>(owner, logs, loads, new GroupCoordinatorRecordSerde(), "takhin-group-load-", 2);
        return new GroupCoordinatorService.Builder(owner.cluster().nodeId(), config)
                .withWriter(logs)
                .withLoader(loader)
                .withTime(Time.SYSTEM)
                .withTimer(new SystemTimerReaper("takhin-group-timer", new SystemTimer("takhin-group-timeouts")))
                .withCoordinatorRuntimeMetrics(
                        new CoordinatorRuntimeMetricsImpl(new Metrics(), "group-coordinator-metrics", true))
                .withGroupCoordinatorMetrics(new GroupCoordinatorMetrics())
                .withGroupConfigManager(new GroupConfigManager(Map.of(), config, ShareGroupConfig.fromProps(Map.of())))
                .withPersister(new NoOpStatePersister())
                .withAuthorizerPlugin(Optional.empty())
                .withPartitionMetadataClient(new NoShareGroups())
                .build();
    }

    private void newImage(MetadataImage image) {
        newestImage.set(image);
        imageThread.execute(this::passImageOn);
    }

    private void passImageOn() {
        var image = newestImage.getAndSet(null);
        if (image != null) {
            try {
                var update = images.next(image);
                service.onMetadataUpdate(update.delta(), update.image());
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("groups can't be told of a change of topics");
            }
        }
    }

    /** The service's shards. Without an epoch a resignation always counts, also when the same term is loaded anew. */
    private final class Shards implements LeadershipFollower.Shards {

        @Override
        public void created(int partitions) {
            if (metadata == null) {
                service.startup(() -> partitions);
                metadata = backend.onMetadata(GroupCoordination.this::newImage);
                newImage(backend.metadata());
            }
        }

        @Override
        public void elected(int partition, int leaderEpoch) {
            service.onElection(partition, leaderEpoch);
        }

        @Override
        public void resigned(int partition) {
            service.onResignation(partition, OptionalInt.empty());
        }
    }
}
