package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.Records;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.OffsetQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own, that may be killed at any moment. It produces numbered records for as long as there
 * is no file {@code stop} in the test's folder, and writes down each one that was acknowledged.
 */
final class NodeProcess {

    static final String TOPIC = "orders";
    static final int PARTITIONS = 3;
    static final int DATA_GROUPS = 2;

    /** Whether node 1 also creates and deletes topics all the time. */
    static final String CHURN = "takhin.churn";

    private final Path folder;
    private final int id;
    private final int run;
    private final RaftBackend backend;

    private NodeProcess(Path folder, int id, int run, RaftBackend backend) {
        this.folder = folder;
        this.id = id;
        this.run = run;
        this.backend = backend;
    }

    /** Arguments: the test's folder, the node's id, the number of this run, and the voters as {@code id=address}. */
    public static void main(String[] args) throws Exception {
        var voters = new TreeMap<Integer, String>();
        for (int i = 3; i < args.length; i++) {
            var parts = args[i].split("=", 2);
            voters.put(Integer.valueOf(parts[0]), parts[1]);
        }
        var folder = Path.of(args[0]);
        int id = Integer.parseInt(args[1]);
        var options = RaftFixture.options(id, folder.resolve("node-" + id), DATA_GROUPS, voters);
        var point = FaultPoint.ofThisProcess();
        var tuning = Boolean.getBoolean(CHURN) ? RaftFixture.forFaultPoints() : RaftFixture.forgetful();
        var backend = RaftFixture.open(RaftFixture.withTuning(options, tuning), new Halting(), point::in);
        Runtime.getRuntime().addShutdownHook(new Thread(backend::close));
        new NodeProcess(folder, id, Integer.parseInt(args[2]), backend).run(point);
    }

    /** A fault ends the process, as in the daemon. */
    private static final class Halting implements FaultHandler {
        @Override
        public void storageFailed(String what, Throwable cause) {
            fatal(what, cause);
        }

        @Override
        public void fatal(String what, Throwable cause) {
            System.err.println("FATAL " + what);
            cause.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
    }

    private void run(FaultPoint point) throws Exception {
        awaitReady();
        var topic = topic();
        say("ready");
        point.arm(folder.resolve("node-" + id));
        passBy(topic);
        var churn = Thread.ofPlatform().name("takhin-test-churn").start(this::churn);
        long sent = produce(topic);
        churn.join();
        say("produced " + sent);
        RaftFixture.await("the end", Duration.ofSeconds(170), () -> Files.exists(folder.resolve("sync")));
        for (var partition : topic.partitions().toList()) {
            // A linearizable look-up: this replica has then all that was acknowledged.
            Records.done(backend.offsetAt(partition, new OffsetQuery.Latest(Isolation.READ_UNCOMMITTED)));
        }
        say("synced");
        RaftFixture.await("termination", Duration.ofSeconds(170), () -> false);
    }

    private void awaitReady() {
        try {
            RaftFixture.await(
                    "ready", Duration.ofSeconds(90), () -> backend.cluster().ready());
        } catch (AssertionError e) {
            throw new AssertionError("not ready: " + backend.cluster().notReadyReason(), e);
        }
    }

    private void churn() {
        try {
            if (id == 1 && Boolean.getBoolean(CHURN)) {
                new Churn(backend).run(() -> Files.exists(folder.resolve("stop")));
            }
        } catch (Exception e) {
            throw new IllegalStateException("the churn failed", e);
        }
    }

    private TopicState topic() throws Exception {
        for (int attempt = 0; attempt < 60; attempt++) {
            // Its records are from long ago.
            var wanted = new NewTopic(TOPIC, PARTITIONS, 3, Map.of("retention.ms", "-1"));
            var created = backend.createTopic(wanted, ChangeOptions.DEFAULT).get(60, TimeUnit.SECONDS);
            if (created instanceof Outcome.Done<TopicState>(var topic)) {
                return topic;
            }
            var found = backend.topic(TOPIC).get(60, TimeUnit.SECONDS);
            if (found instanceof Outcome.Done<TopicState>(var topic)) {
                return topic;
            }
        }
        throw new AssertionError("no topic");
    }

    /** One that writes once, and is forgotten. */
    static long passer(int id, int run) {
        return 9_000_000L + 100L * id + run;
    }

    private void passBy(TopicState topic) throws Exception {
        long producer = passer(id, run);
        if (!send(topic, 0, producer, 0, producer + ":0")) {
            throw new AssertionError("not sent");
        }
    }

    /** Sends one record after the other, each until it is acknowledged: sent again, it is recognised. */
    private long produce(TopicState topic) throws Exception {
        var acknowledged = folder.resolve("acknowledged-" + id + "-" + run);
        long producer = 1000L * id + run;
        int[] sequences = new int[PARTITIONS];
        long n = 0;
        while (!Files.exists(folder.resolve("stop"))) {
            int partition = (int) (n % PARTITIONS);
            var value = producer + ":" + n;
            if (!send(topic, partition, producer, sequences[partition], value)) {
                break;
            }
            sequences[partition]++;
            Files.writeString(
                    acknowledged, partition + " " + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            n++;
        }
        return n;
    }

    private boolean send(TopicState topic, int partition, long producer, int sequence, String value) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < deadline) {
            var batch = Records.durable(Records.idempotent(producer, 0, sequence, value));
            switch (backend.append(topic.partition(partition), batch).get(60, TimeUnit.SECONDS)) {
                case Outcome.Done<Appended> done -> {
                    return true;
                }
                case Outcome.Unknown<Appended> unknown -> {
                    // Sent again.
                }
                case Outcome.Rejected<Appended>(var rejection) -> {
                    switch (rejection.reason()) {
                        case NOT_LEADER, NOT_READY, OVERLOADED -> RaftFixture.pause();
                        default -> throw new AssertionError(rejection.toString());
                    }
                }
            }
        }
        throw new AssertionError("not acknowledged within 120 s: " + value);
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }
}
