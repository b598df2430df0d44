package io.takhin.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.WatchStream;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterCommandsTest {

    private static final Health WELL = new Health(true, true, 1, 3, 3, List.of());
    private static final Health ILL = new Health(
            false, true, 0, 3, 2, List.of(new Health.Reason("node-down", "node 3 was not heard of for 12 s")));

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryCommandInThisForm(String form) throws IOException {
        // Given
        var client = new FakeAdminClient()
                .answer(AdminMethods.CLUSTER_INFO, cluster("1", true))
                .answer(AdminMethods.HEALTH, ILL)
                .watchStreams(request -> updates(update(cluster("1", true), WELL, List.of())));
        var info = new CliRun(client);
        var health = new CliRun(client);
        var wait = new CliRun(client);

        // When
        var infoCode = info.run("cluster", "info", "-o", form);
        var healthCode = health.run("health", "-o", form);
        var waitCode = wait.run("wait", "leader", "-o", form);

        // Then
        assertEquals(
                List.of(ExitCode.OK, ExitCode.CONDITION_FALSE, ExitCode.OK), List.of(infoCode, healthCode, waitCode));
        Golden.assertSame("cluster/info." + form, info.out());
        Golden.assertSame("cluster/health." + form, health.out());
        Golden.assertSame("cluster/health-error." + form, health.err());
        Golden.assertSame("cluster/wait." + form, wait.out());
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "1, OK", "2, CONDITION_FALSE"})
    void judgesToleranceOnlyIfAsked(String tolerance, ExitCode expected) {
        // Given
        var cli = new CliRun(new FakeAdminClient().answer(AdminMethods.HEALTH, WELL));

        // When
        var code = cli.run("health", "--min-tolerance", tolerance, "-o", "name");

        // Then
        assertEquals(expected, code);
        assertEquals(expected == ExitCode.OK ? "" : "low-tolerance\n", cli.out());
    }

    @ParameterizedTest
    @CsvSource({
        "ready, true",
        "leader, true",
        "members=2, true",
        "members=1, false",
        "in-sync, false",
        "topic=orders, true",
        "topic=payments, false",
        "topic=missing, false",
        "caught-up=1, true",
        "caught-up=3, false",
        "caught-up=9, false"
    })
    void knowsWhetherAConditionHolds(String condition, boolean expected) {
        // Given
        var topics = List.of(
                new WatchUpdate.TopicReadiness("orders", 3, 0, 0), new WatchUpdate.TopicReadiness("payments", 2, 1, 0));
        var state = update(cluster("1", true), WELL, topics);

        // When
        boolean holds = Condition.parse(condition).holds(state);

        // Then
        assertEquals(expected, holds);
    }

    @Test
    void waitsUntilTheDaemonIsThereAndTheTopicIsReady() {
        // Given
        var attempts = new AtomicInteger();
        var client = new FakeAdminClient().watchStreams(request -> {
            if (attempts.incrementAndGet() < 3) {
                throw TakhinException.of(ErrorCode.UNREACHABLE, "connection refused");
            }
            return updates(
                    update(cluster(null, false), WELL, List.of()),
                    update(cluster("1", true), WELL, List.of(new WatchUpdate.TopicReadiness("orders", 3, 0, 0))));
        });
        var cli = new CliRun(client);

        // When
        var code = cli.run("wait", "topic=orders");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("topic=orders: topic orders: all 3 partitions have a leader\n", cli.out());
    }

    @Test
    void namesTheLastStateItSawAtTheDeadline() {
        // Given
        var client =
                new FakeAdminClient().watchStreams(request -> updates(update(cluster(null, true), WELL, List.of())));
        var cli = new CliRun(client);

        // When
        var code = cli.run("wait", "leader", "--timeout", "250ms");

        // Then
        assertEquals(ExitCode.DEADLINE, code);
        assertTrue(
                cli.err().startsWith("takhin: leader did not hold within 250ms; last seen: no node leads"), cli.err());
    }

    @Test
    void doesNotWaitForWhatWillNeverChange() {
        // Given
        var client = new FakeAdminClient().watchStreams(request -> {
            throw new TakhinException(AdminError.of(ErrorCode.UNAUTHENTICATED, "who are you?"));
        });
        var cli = new CliRun(client);

        // When
        var code = cli.run("wait", "ready");

        // Then
        assertEquals(ExitCode.UNAUTHORIZED, code);
    }

    private static ClusterInfo cluster(String leader, boolean ready) {
        return new ClusterInfo(
                "kX9yQ2b7R0mWn4uTz1LhPg",
                "0.1.0",
                "1",
                leader,
                true,
                ready,
                List.of(
                        new NodeInfo("1", "a:7000", "a:9092", "a:7070", true, true),
                        new NodeInfo("2", "b:7000", "b:9092", "b:7070", true, true),
                        new NodeInfo("3", "c:7000", "c:9092", "c:7070", true, false)),
                2,
                5,
                List.of());
    }

    private static WatchUpdate update(ClusterInfo cluster, Health health, List<WatchUpdate.TopicReadiness> topics) {
        return new WatchUpdate(cluster, health, topics);
    }

    /** These states, and none after them. */
    private static WatchStream updates(WatchUpdate... states) {
        Deque<WatchUpdate> left = new ArrayDeque<>(List.of(states));
        return new WatchStream() {
            @Override
            public WatchUpdate next(Duration timeout) {
                if (left.isEmpty()) {
                    throw TakhinException.of(ErrorCode.DEADLINE, "no news");
                }
                return left.removeFirst();
            }

            @Override
            public void close() {}
        };
    }
}
