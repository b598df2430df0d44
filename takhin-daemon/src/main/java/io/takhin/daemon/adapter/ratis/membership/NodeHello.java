package io.takhin.daemon.adapter.ratis.membership;

import java.util.List;

/**
 * How a node introduces itself to its peers, and what it knows of the cluster.
 *
 * @param nodeId its id
 * @param kafka where Kafka clients reach it, empty when it does not listen
 * @param admin where admin clients reach it, empty when it does not listen
 * @param version its version, for people
 * @param protocol what it speaks with its peers; nodes of one cluster speak the same
 * @param clusterId its cluster, empty while it waits to be added to one
 * @param configuration the members as it knows them
 * @param lastChange the id of the change of members that ended last
 * @param lastFailed whether that was rolled back
 * @param led the groups it leads
 */
public record NodeHello(
        int nodeId,
        String kafka,
        String admin,
        String version,
        int protocol,
        String clusterId,
        Configuration configuration,
        String lastChange,
        boolean lastFailed,
        List<Led> led) {

    /** What this version speaks. */
    public static final int PROTOCOL = 1;

    /** Copies the list. */
    public NodeHello {
        led = List.copyOf(led);
    }

    /**
     * The metadata group's members.
     *
     * @param index where in the log they are
     * @param applied whether that is committed, so that it stays, and what came before it is applied
     * @param voters who votes
     * @param listeners who only follows
     * @param coming who belongs to it at some step of the change that is under way
     */
    public record Configuration(
            long index, boolean applied, List<Integer> voters, List<Integer> listeners, List<Integer> coming) {

        /** Nobody yet. */
        public static final Configuration NONE = new Configuration(-1, false, List.of(), List.of(), List.of());

        /** Copies the lists. */
        public Configuration {
            voters = List.copyOf(voters);
            listeners = List.copyOf(listeners);
            coming = List.copyOf(coming);
        }

        /** Whether a node belongs to it, or is about to. */
        public boolean has(int id) {
            return voters.contains(id) || listeners.contains(id) || coming.contains(id);
        }
    }

    /**
     * A group that the node leads.
     *
     * @param group its name
     * @param lastIndex the end of its log
     * @param followers how far each follower is, those included that catch up to join
     */
    public record Led(String group, long lastIndex, List<Follower> followers) {

        /** Copies the list. */
        public Led {
            followers = List.copyOf(followers);
        }
    }

    /**
     * A follower.
     *
     * @param nodeId which node
     * @param matchIndex up to where its log is the leader's
     * @param silentMs for how long the leader has not heard of it, in ms
     */
    public record Follower(int nodeId, long matchIndex, long silentMs) {}
}
