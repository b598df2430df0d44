package io.takhin.daemon.cluster;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does to a cluster what a seed says, and puts each thing right again. */
final class Faults {

    private final ServeCluster cluster;
    private final String topic;
    private final Random random;

    Faults(ServeCluster cluster, String topic, long seed) {
        this.cluster = cluster;
        this.topic = topic;
        this.random = new Random(seed);
    }

    private enum Kind {
        KILL_LEADER,
        KILL_ANY,
        PAUSE_LEADER,
        PAUSE_ANY,
        ISOLATE_LEADER,
        ISOLATE_ANY,
        CUT_LINK,
        TERMINATE,
        KILL_ALL
    }

    /** Injects the next fault, waits until it is over and all nodes are ready; returns what it was. */
    String next() throws IOException, InterruptedException {
        elapse(random.nextLong(500, 2000));
        var kind = Kind.values()[random.nextInt(Kind.values().length)];
        var ids = List.copyOf(cluster.ids());
        int any = ids.get(random.nextInt(ids.size()));
        int other = ids.get((ids.indexOf(any) + 1) % ids.size());
        long briefly = random.nextLong(2000);
        long longer = random.nextLong(1000, 5000);
        int leader = leader(any);
        switch (kind) {
            case KILL_LEADER -> killed(leader, briefly);
            case KILL_ANY -> killed(any, briefly);
            case PAUSE_LEADER -> paused(leader, longer);
            case PAUSE_ANY -> paused(any, longer);
            case ISOLATE_LEADER -> {
                cluster.links().isolate(leader);
                elapse(longer);
            }
            case ISOLATE_ANY -> {
                cluster.links().isolate(any);
                elapse(longer);
            }
            case CUT_LINK -> {
                cluster.links().cut(any, other);
                elapse(longer);
            }
            case TERMINATE -> {
                cluster.terminate(any);
                cluster.start(any);
            }
            case KILL_ALL -> {
                for (int id : ids) {
                    cluster.kill(id);
                }
                ids.forEach(cluster::start);
            }
        }
        cluster.links().heal();
        cluster.awaitReady();
        return kind + " any=" + any + " leader=" + leader;
    }

    /** Kills the leader of the topic's first partition and starts it again; returns which it was. */
    String killLeader() throws InterruptedException {
        elapse(random.nextLong(500, 2000));
        var ids = List.copyOf(cluster.ids());
        int leader = leader(ids.get(random.nextInt(ids.size())));
        killed(leader, random.nextLong(2000));
        cluster.awaitReady();
        return "KILL_LEADER " + leader;
    }

    private void killed(int id, long forMs) throws InterruptedException {
        cluster.kill(id);
        elapse(forMs);
        cluster.start(id);
    }

    private void paused(int id, long forMs) throws IOException, InterruptedException {
        cluster.signal(id, "STOP");
        elapse(forMs);
        cluster.signal(id, "CONT");
    }

    /** The leader of the first partition, or another node if nobody says. */
    private int leader(int otherwise) {
        try (var admin = cluster.admin(otherwise)) {
            var leader = admin.call(
                            AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(topic), Duration.ofSeconds(3))
                    .partitions()
                    .getFirst()
                    .leader();
            return leader == null ? otherwise : Integer.parseInt(leader);
        } catch (TakhinException e) {
            return otherwise;
        }
    }

    /** Time in which the cluster works; nothing is to be waited for. */
    static void elapse(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
