package io.takhin.daemon.adapter.direct;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A change of the metadata as it was asked for. It becomes a command against one image: names become ids, and what only
 * this node can judge, the configs and the number of replicas, is judged.
 *
 * @param <T> what the one who asked gets back
 */
sealed interface Change<T> {

    /** The command, or why there is none. */
    Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules);

    /** What to answer when the images before and after the command are these. */
    T result(MetadataImage before, MetadataImage after);

    /** Whether it needs disk space. */
    default boolean grows() {
        return false;
    }

    /** A new topic, its id and time drawn already. */
    record Create(NewTopic topic, int defaultPartitions, TopicId id, long nowMs) implements Change<TopicState> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            int replicas = topic.replicationFactor() == NewTopic.DEFAULT ? 1 : topic.replicationFactor();
            if (replicas > 1) {
                return Outcome.reject(
                        Reason.INVALID_REPLICATION_FACTOR,
                        "one node without consensus keeps one replica, not " + replicas);
            }
            int partitions = topic.partitions() == NewTopic.DEFAULT ? defaultPartitions : topic.partitions();
            return checked(
                    rules,
                    topic.configs(),
                    new MetadataCommand.CreateTopic(
                            id, topic.name(), partitions, replicas, topic.configs(), nowMs, topic.assignment()));
        }

        @Override
        public TopicState result(MetadataImage before, MetadataImage after) {
            return after.topic(id).orElseThrow();
        }

        @Override
        public boolean grows() {
            return true;
        }
    }

    /** More partitions. */
    record AddPartitions(String topic, NewPartitions wanted) implements Change<TopicState> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            return ofTopic(
                    image,
                    topic,
                    found -> Outcome.done(
                            new MetadataCommand.AddPartitions(found.id(), wanted.total(), wanted.assignment())));
        }

        @Override
        public TopicState result(MetadataImage before, MetadataImage after) {
            return after.topic(topic).orElseThrow();
        }

        @Override
        public boolean grows() {
            return true;
        }
    }

    /** Other configs. */
    record AlterConfigs(String topic, ConfigChange change) implements Change<TopicState> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            return ofTopic(image, topic, found -> {
                var configs = new TreeMap<>(found.configs());
                configs.putAll(change.set());
                change.remove().forEach(configs::remove);
                return checked(
                        rules, configs, new MetadataCommand.AlterConfigs(found.id(), change.set(), change.remove()));
            });
        }

        @Override
        public TopicState result(MetadataImage before, MetadataImage after) {
            return after.topic(topic).orElseThrow();
        }
    }

    /** Other configs of a node, or of all. */
    record AlterNodeConfigs(String node, ConfigChange change) implements Change<ClusterControl> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            return Outcome.done(new MetadataCommand.AlterNodeConfigs(node, change.set(), change.remove()));
        }

        @Override
        public ClusterControl result(MetadataImage before, MetadataImage after) {
            return after.control();
        }
    }

    /** The end of a topic. */
    record Delete(String topic) implements Change<TopicState> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            return ofTopic(image, topic, found -> Outcome.done(new MetadataCommand.DeleteTopic(found.id())));
        }

        @Override
        public TopicState result(MetadataImage before, MetadataImage after) {
            return before.topic(topic).orElseThrow();
        }
    }

    /** Producer ids. */
    record Allocate(int count) implements Change<ProducerIdBlock> {
        @Override
        public Outcome<MetadataCommand> command(MetadataImage image, TopicConfigRules rules) {
            return Outcome.done(new MetadataCommand.AllocateProducerIds(count));
        }

        @Override
        public ProducerIdBlock result(MetadataImage before, MetadataImage after) {
            return new ProducerIdBlock(before.nextProducerId(), count);
        }
    }

    private static Outcome<MetadataCommand> ofTopic(
            MetadataImage image, String name, Function<TopicState, Outcome<MetadataCommand>> command) {
        return image.topic(name)
                .map(command)
                .orElseGet(() -> Outcome.reject(Reason.UNKNOWN_TOPIC, "there is no topic " + name));
    }

    private static Outcome<MetadataCommand> checked(
            TopicConfigRules rules, Map<String, String> configs, MetadataCommand command) {
        Optional<String> problem = rules.problem(configs);
        return problem.isPresent() ? Outcome.reject(Reason.INVALID_CONFIG, problem.get()) : Outcome.done(command);
    }
}
