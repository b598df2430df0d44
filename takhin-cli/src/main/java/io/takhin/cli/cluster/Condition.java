package io.takhin.cli.cluster;

import io.takhin.cli.command.Values;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.common.admin.stream.WatchUpdate.TopicReadiness;
import java.util.List;

/** What {@code wait} waits for. */
sealed interface Condition {

    /** The names of all, as they are typed. */
    List<String> FORMS = List.of("ready", "leader", "members=N", "in-sync", "topic=NAME", "caught-up=ID");

    /** Whether it is so. */
    boolean holds(WatchUpdate state);

    /** What of the state decides about it. */
    String observed(WatchUpdate state);

    /** The topics that must be watched for it. */
    default List<String> topics() {
        return List.of();
    }

    /** The node that answers serves. */
    record Ready() implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return state.cluster().ready();
        }

        @Override
        public String observed(WatchUpdate state) {
            return "node " + state.cluster().nodeId() + " is " + (holds(state) ? "ready" : "not ready");
        }
    }

    /** The metadata has a leader. */
    record Leader() implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return state.cluster().leader() != null;
        }

        @Override
        public String observed(WatchUpdate state) {
            return holds(state) ? "node " + state.cluster().leader() + " leads" : "no node leads";
        }
    }

    /**
     * So many members are alive.
     *
     * @param count how many
     */
    record Members(int count) implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return alive(state) == count;
        }

        @Override
        public String observed(WatchUpdate state) {
            return alive(state) + " of " + state.cluster().nodes().size() + " members are alive";
        }

        private static long alive(WatchUpdate state) {
            return state.cluster().nodes().stream().filter(NodeInfo::alive).count();
        }
    }

    /** Nothing is wrong with any replica. */
    record InSync() implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return state.health().healthy()
                    && state.topics().stream()
                            .allMatch(topic -> topic.underReplicated() == 0 && topic.leaderless() == 0);
        }

        @Override
        public String observed(WatchUpdate state) {
            var reasons = state.health().reasons();
            return reasons.isEmpty()
                    ? "all replicas are in sync"
                    : reasons.getFirst().message();
        }
    }

    /**
     * A topic exists and all its partitions have a leader.
     *
     * @param name its name
     */
    record Topic(String name) implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return state.topics().stream().anyMatch(topic -> topic.name().equals(name) && topic.leaderless() == 0);
        }

        @Override
        public String observed(WatchUpdate state) {
            return state.topics().stream()
                    .filter(topic -> topic.name().equals(name))
                    .findFirst()
                    .map(Topic::leaders)
                    .orElse("topic " + name + " does not exist");
        }

        @Override
        public List<String> topics() {
            return List.of(name);
        }

        private static String leaders(TopicReadiness topic) {
            return "topic " + topic.name() + ": "
                    + (topic.leaderless() == 0
                            ? "all " + topic.partitions() + " partitions have a leader"
                            : topic.leaderless() + " of " + topic.partitions() + " partitions have no leader");
        }
    }

    /**
     * A node is a member, alive, and lags behind nobody.
     *
     * @param nodeId which
     */
    record CaughtUp(String nodeId) implements Condition {
        @Override
        public boolean holds(WatchUpdate state) {
            return state.cluster().nodes().stream().anyMatch(node -> node.id().equals(nodeId) && node.alive())
                    && state.health().reasons().isEmpty();
        }

        @Override
        public String observed(WatchUpdate state) {
            return state.cluster().nodes().stream()
                    .filter(node -> node.id().equals(nodeId))
                    .findFirst()
                    .map(node -> "node " + nodeId + " is " + (node.alive() ? "alive" : "not heard of")
                            + state.health().reasons().stream()
                                    .findFirst()
                                    .map(reason -> "; " + reason.message())
                                    .orElse(""))
                    .orElse("node " + nodeId + " is no member");
        }
    }

    /**
     * Reads a condition as it is typed.
     *
     * @throws IllegalArgumentException if it is none, naming those there are
     */
    static Condition parse(String text) {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals + 1);
        var value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "ready" -> new Ready();
            case "leader" -> new Leader();
            case "in-sync" -> new InSync();
            case "members=" -> new Members(Values.positive(value));
            case "topic=" -> new Topic(Values.topic(value));
            case "caught-up=" -> new CaughtUp(String.valueOf(Values.count(value)));
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no condition: write " + String.join(", ", FORMS));
        };
    }
}
