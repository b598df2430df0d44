package io.takhin.daemon.core.metadata;

import static io.takhin.daemon.core.Rejection.Reason.ALREADY_FORMATTED;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_ASSIGNMENT;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_CONFIG;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_PARTITIONS;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_REPLICATION_FACTOR;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_REQUEST;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_TOPIC;
import static io.takhin.daemon.core.Rejection.Reason.NOT_READY;
import static io.takhin.daemon.core.Rejection.Reason.TOPIC_EXISTS;
import static io.takhin.daemon.core.Rejection.Reason.UNKNOWN_TOPIC;

import io.takhin.common.model.TopicId;
import io.takhin.common.model.TopicNames;
import io.takhin.daemon.core.metadata.MetadataCommand.AbandonChange;
import io.takhin.daemon.core.metadata.MetadataCommand.AddPartitions;
import io.takhin.daemon.core.metadata.MetadataCommand.AdvanceChange;
import io.takhin.daemon.core.metadata.MetadataCommand.AllocateProducerIds;
import io.takhin.daemon.core.metadata.MetadataCommand.AlterConfigs;
import io.takhin.daemon.core.metadata.MetadataCommand.AlterNodeConfigs;
import io.takhin.daemon.core.metadata.MetadataCommand.CreateTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.DeleteTopic;
import io.takhin.daemon.core.metadata.MetadataCommand.DrainNode;
import io.takhin.daemon.core.metadata.MetadataCommand.FormatCluster;
import io.takhin.daemon.core.metadata.MetadataCommand.HoldLeaders;
import io.takhin.daemon.core.metadata.MetadataCommand.RollBackChange;
import io.takhin.daemon.core.metadata.MetadataCommand.StartChange;
import io.takhin.daemon.core.metadata.MetadataEvent.ClusterFormatted;
import io.takhin.daemon.core.metadata.MetadataEvent.ConfigsReplaced;
import io.takhin.daemon.core.metadata.MetadataEvent.PartitionsAdded;
import io.takhin.daemon.core.metadata.MetadataEvent.ProducerIdsAllocated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicCreated;
import io.takhin.daemon.core.metadata.MetadataEvent.TopicDeleted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The one function that decides every metadata change, with consensus and without. It is pure: the same image and
 * command give the same decision on every replica and at every replay. Values of configs are judged before the
 * proposal, where the rules of the storage are known.
 */
public final class MetadataMachine {

    /** The most partitions a topic can have: a bound on what one command can cost. */
    public static final int PARTITIONS_MAX = 100_000;

    /** The most producer ids one block can have. */
    public static final int PRODUCER_IDS_MAX = 1_000_000;

    /**
     * The most characters a topic's configs can have, names and values: a bound on what stores must take in one entry.
     */
    public static final int CONFIG_CHARS_MAX = 16_384;

    private MetadataMachine() {}

    /** Decides a command against an image; changes nothing. */
    public static Decision decide(MetadataImage image, MetadataCommand command) {
        return switch (command) {
            case FormatCluster format -> format(image, format);
            case CreateTopic create -> create(image, create);
            case DeleteTopic(var id) -> ofTopic(image, id, topic -> Decision.accept(new TopicDeleted(id)));
            case AddPartitions add -> ofTopic(image, add.id(), topic -> addPartitions(image, topic, add));
            case AlterConfigs alter -> ofTopic(image, alter.id(), topic -> alterConfigs(topic, alter));
            case AlterNodeConfigs alter -> ControlMachine.alterConfigs(image.control(), alter);
            case AllocateProducerIds(var count) -> allocate(image, count);
            case StartChange start -> ControlMachine.start(image.control(), start);
            case AdvanceChange advance -> ControlMachine.advance(image.control(), advance);
            case RollBackChange(var id) -> ControlMachine.rollBack(image.control(), id);
            case AbandonChange abandon -> ControlMachine.abandon(image.control());
            case DrainNode drain -> ControlMachine.drain(image.control(), drain);
            case HoldLeaders(var untilMs) -> ControlMachine.hold(image.control(), untilMs);
        };
    }

    private static Decision format(MetadataImage image, FormatCluster format) {
        if (image.dataGroups() == 0) {
            if (format.dataGroups() < 1 || format.clusterId().isEmpty()) {
                return Decision.reject(INVALID_REQUEST, "a cluster needs an id and at least one data group");
            }
            return Decision.accept(new ClusterFormatted(format.clusterId(), format.dataGroups()));
        }
        if (image.clusterId().equals(format.clusterId())) {
            return Decision.accept();
        }
        return Decision.reject(
                ALREADY_FORMATTED,
                "this is cluster " + image.clusterId() + " already, it can't become " + format.clusterId());
    }

    private static Decision create(MetadataImage image, CreateTopic create) {
        if (image.dataGroups() == 0) {
            return Decision.reject(NOT_READY, "the cluster has no id yet");
        }
        var problem = TopicNames.problem(create.name());
        if (problem.isPresent()) {
            return Decision.reject(INVALID_TOPIC, problem.get());
        }
        if (image.topic(create.name()).isPresent()) {
            return Decision.reject(TOPIC_EXISTS, "topic " + create.name() + " exists");
        }
        var colliding = image.colliding(create.name());
        if (colliding.isPresent()) {
            return Decision.reject(
                    INVALID_TOPIC,
                    "topic " + create.name() + " collides with topic " + colliding.get()
                            + ": metrics can't tell '.' from '_'");
        }
        if (create.partitions() < 1 || create.partitions() > PARTITIONS_MAX) {
            return Decision.reject(
                    INVALID_PARTITIONS,
                    "a topic has 1 to " + PARTITIONS_MAX + " partitions, not " + create.partitions());
        }
        if (create.replicationFactor() < 1) {
            return Decision.reject(
                    INVALID_REPLICATION_FACTOR,
                    "the replication factor is at least 1, not " + create.replicationFactor());
        }
        var tooLong = tooLong(create.configs());
        if (tooLong.isPresent()) {
            return Decision.reject(INVALID_CONFIG, tooLong.get());
        }
        if (image.topic(create.id()).isPresent()) {
            return Decision.reject(TOPIC_EXISTS, "a topic has the id " + create.id());
        }
        var topic = new TopicState(
                create.id(),
                create.name(),
                groups(image, create.id(), 0, create.partitions()),
                create.replicationFactor(),
                new TreeMap<>(create.configs()),
                create.nowMs(),
                create.assignment());
        return fitting(topic, new TopicCreated(topic));
    }

    private static Decision addPartitions(MetadataImage image, TopicState topic, AddPartitions add) {
        int total = add.total();
        if (total == topic.partitionCount()) {
            return Decision.accept();
        }
        if (total < topic.partitionCount() || total > PARTITIONS_MAX) {
            return Decision.reject(
                    INVALID_PARTITIONS,
                    "topic " + topic.name() + " has " + topic.partitionCount()
                            + " partitions; their number can grow to " + PARTITIONS_MAX
                            + " and never shrink, not become "
                            + total);
        }
        var added = new PartitionsAdded(
                topic.id(), groups(image, topic.id(), topic.partitionCount(), total), add.assignment());
        return fitting(topic.with(added), added);
    }

    /** Accepts what leads to a topic whose assignment can be. */
    private static Decision fitting(TopicState after, MetadataEvent event) {
        return after.assigned()
                .problem(after.partitionCount())
                .map(problem -> Decision.reject(INVALID_ASSIGNMENT, problem))
                .orElseGet(() -> Decision.accept(event));
    }

    private static Decision alterConfigs(TopicState topic, AlterConfigs alter) {
        var both = alter.remove().stream().filter(alter.set()::containsKey).findFirst();
        if (both.isPresent()) {
            return Decision.reject(INVALID_REQUEST, "config " + both.get() + " is to be set and removed at once");
        }
        var configs = new TreeMap<>(topic.configs());
        configs.putAll(alter.set());
        alter.remove().forEach(configs::remove);
        var tooLong = tooLong(configs);
        if (tooLong.isPresent()) {
            return Decision.reject(INVALID_CONFIG, tooLong.get());
        }
        return configs.equals(topic.configs())
                ? Decision.accept()
                : Decision.accept(new ConfigsReplaced(topic.id(), configs));
    }

    private static Decision allocate(MetadataImage image, int count) {
        if (count < 1 || count > PRODUCER_IDS_MAX) {
            return Decision.reject(INVALID_REQUEST, "a block has 1 to " + PRODUCER_IDS_MAX + " producer ids");
        }
        return Decision.accept(new ProducerIdsAllocated(image.nextProducerId(), count));
    }

    private static Optional<String> tooLong(Map<String, String> configs) {
        long chars = configs.entrySet().stream()
                .mapToLong(config ->
                        config.getKey().length() + (long) config.getValue().length())
                .sum();
        return chars <= CONFIG_CHARS_MAX
                ? Optional.empty()
                : Optional.of("a topic's configs have at most " + CONFIG_CHARS_MAX + " characters, not " + chars);
    }

    /**
     * Spreads partitions over the groups round robin, each topic from a start of its own, so that small topics spread
     * too.
     */
    private static List<Integer> groups(MetadataImage image, TopicId id, int from, int toExclusive) {
        int start = (int) Long.remainderUnsigned(id.leastSignificantBits(), image.dataGroups());
        return IntStream.range(from, toExclusive)
                .map(partition -> (int) (((long) start + partition) % image.dataGroups()))
                .boxed()
                .toList();
    }

    private static Decision ofTopic(MetadataImage image, TopicId id, Function<TopicState, Decision> decide) {
        return image.topic(id).map(decide).orElseGet(() -> Decision.reject(UNKNOWN_TOPIC, "no topic has the id " + id));
    }
}
