package io.takhin.daemon.adapter.admin;

import static io.takhin.daemon.adapter.admin.AdminSetup.TIMEOUT;
import static io.takhin.daemon.adapter.admin.AdminSetup.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAddPartitions;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicSummary;
import io.takhin.common.admin.topic.TopicTrim;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.model.OffsetSpec;
import io.takhin.daemon.FreePorts;
import io.takhin.daemon.port.log.AppendRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The methods through client, socket and server. */
class AdminMethodsIT {

    private AdminSetup admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminSetup.usual();
    }

    @AfterEach
    void stop() throws IOException {
        admin.close();
    }

    private static TopicCreate.Request create(String name, int partitions, Map<String, String> configs, boolean ifNot) {
        return new TopicCreate.Request(name, partitions, 0, configs, ifNot, false, false);
    }

    @Test
    void createsListsDescribesAltersGrowsAndDeletesATopic() {
        // Given
        var client = admin.client;

        // When
        var created = client.call(AdminMethods.TOPIC_CREATE, create("orders", 3, Map.of(), false), TIMEOUT);
        var altered = client.call(
                AdminMethods.TOPIC_ALTER,
                new TopicAlter.Request("orders", Map.of("retention.ms", "1000"), List.of(), false),
                TIMEOUT);
        var grown = client.call(
                AdminMethods.TOPIC_ADD_PARTITIONS, new TopicAddPartitions.Request("orders", 5, false), TIMEOUT);
        var listed = client.call(AdminMethods.TOPIC_LIST, new TopicList.Request(false), TIMEOUT);
        var described = client.call(AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request("orders"), TIMEOUT);
        var deleted = client.call(
                AdminMethods.TOPIC_DELETE, new TopicDelete.Request(List.of("orders", "none"), false, false), TIMEOUT);

        // Then
        assertEquals(Change.CREATED, created.change());
        assertEquals(List.of(new TopicAlter.Difference("retention.ms", null, "1000")), altered.configs());
        assertEquals(List.of(3, 5), List.of(grown.before(), grown.after()));
        assertEquals(
                List.of("orders"),
                listed.topics().stream().map(TopicSummary::name).toList());
        assertEquals(5, described.partitions().size());
        assertEquals("1", described.partitions().getFirst().leader());
        assertEquals(Change.DELETED, deleted.topics().getFirst().change());
        assertEquals(ErrorCode.NOT_FOUND, deleted.topics().getLast().error().code());
    }

    @Test
    void acceptsAnEqualTopicAndTellsTheDifferencesOfAnother() {
        // Given
        admin.client.call(
                AdminMethods.TOPIC_CREATE, create("orders", 3, Map.of("retention.ms", "1000"), false), TIMEOUT);

        // When
        var same = admin.client.call(
                AdminMethods.TOPIC_CREATE, create("orders", 0, Map.of("retention.ms", "1000"), true), TIMEOUT);
        var other =
                error(() -> admin.client.call(AdminMethods.TOPIC_CREATE, create("orders", 6, Map.of(), true), TIMEOUT));
        var twice = error(
                () -> admin.client.call(AdminMethods.TOPIC_CREATE, create("orders", 3, Map.of(), false), TIMEOUT));

        // Then
        assertEquals(Change.UNCHANGED, same.change());
        assertEquals(ErrorCode.CONFLICT, other.code());
        assertEquals(
                "topic orders exists and differs: partitions 3 (asked 6), retention.ms 1000 (asked 604800000)",
                other.message());
        assertEquals(ErrorCode.CONFLICT, twice.code());
        assertEquals(Applied.NO, twice.applied());
    }

    @Test
    void judgesOnlyInADryRun() {
        // Given
        var dry = new TopicCreate.Request("orders", 3, 0, Map.of(), false, false, true);

        // When
        var judged = admin.client.call(AdminMethods.TOPIC_CREATE, dry, TIMEOUT);

        // Then
        assertEquals("", judged.topic().id());
        assertTrue(judged.dryRun());
        assertEquals(0, admin.backend.metadata().topics().size());
    }

    @Test
    void trimsEachPartitionToItsPlace() {
        // Given
        admin.topic("orders", 2);
        var topic = admin.backend.metadata().topic("orders").orElseThrow();
        var _ = admin.backend.append(topic.partition(0), AppendRequest.fromClient(Batches.of("a", "b", "c")));

        // When
        var trimmed = admin.client.call(
                AdminMethods.TOPIC_TRIM,
                new TopicTrim.Request("orders", List.of(), OffsetSpec.parse("-1"), false),
                TIMEOUT);
        var beyond = admin.client.call(
                AdminMethods.TOPIC_TRIM,
                new TopicTrim.Request("orders", List.of(0), OffsetSpec.parse("99"), false),
                TIMEOUT);

        // Then
        assertEquals(
                List.of(new TopicTrim.Trimmed(0, 0, 2, null), new TopicTrim.Trimmed(1, 0, 0, null)),
                trimmed.partitions());
        assertEquals(ErrorCode.USAGE, beyond.partitions().getFirst().error().code());
    }

    @Test
    void tellsWhatIsWrongWithTheCluster() {
        // Given
        admin.topic("orders", 2);
        var well = admin.client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT);
        admin.backend.led = false;

        // When
        var leaderless = admin.client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT);
        admin.backend.ready = false;
        var starting = admin.client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT);
        var info = admin.client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), TIMEOUT);

        // Then
        assertTrue(well.healthy());
        assertEquals(
                List.of(new Health.Reason("no-leader", "2 partitions have no leader, first orders-0")),
                leaderless.reasons());
        assertEquals(List.of(new Health.Reason("not-ready", "opening logs: 3 of 10")), starting.reasons());
        assertFalse(starting.ready());
        assertEquals("1.2.3", info.version());
        assertEquals(2, info.partitions());
    }

    @Test
    void refusesWorkUntilItIsReadyAndKeepsTryingWithinTheDeadline() {
        // Given
        admin.backend.ready = false;

        // When
        var refused = error(
                () -> admin.client.call(AdminMethods.TOPIC_LIST, new TopicList.Request(false), Duration.ofMillis(300)));

        // Then
        assertEquals(ErrorCode.NO_LEADER, refused.code());
        assertEquals(Applied.NO, refused.applied());
    }

    @Test
    void reportsAnUnansweredChangeAsUnknown() {
        // Given
        admin.backend.mute = true;

        // When
        var unknown = error(() -> admin.client.call(
                AdminMethods.TOPIC_CREATE, create("orders", 1, Map.of(), false), Duration.ofMillis(300)));

        // Then
        assertEquals(ErrorCode.DEADLINE, unknown.code());
        assertEquals(Applied.UNKNOWN, unknown.applied());
    }

    @Test
    void namesEachEndpointsCauseWhenNoneAnswers() throws IOException {
        // Given
        int free = FreePorts.next();
        try (var nobody = new HttpAdminClient(
                List.of(new Endpoint("127.0.0.1", free), new Endpoint("no-such-host.invalid", 7070)))) {

            // When
            var error = error(() -> nobody.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT));

            // Then
            assertEquals(ErrorCode.UNREACHABLE, error.code());
            assertEquals(
                    "no endpoint reachable: 127.0.0.1:" + free
                            + ": connection refused; no-such-host.invalid:7070: unknown host",
                    error.message());
            assertEquals("start a daemon with: takhin serve --dev", error.hint());
        }
    }

    @Test
    void goesOnToTheEndpointThatAnswersAndAfterARestartToANewConnection() throws IOException {
        // Given
        try (var client = new HttpAdminClient(
                List.of(new Endpoint("127.0.0.1", FreePorts.next()), new Endpoint("127.0.0.1", admin.port())))) {

            // When
            var first = client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT);
            var second = client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT);

            // Then
            assertTrue(first.healthy() && second.healthy());
        }
    }

    @Test
    void endsSoonWhenInterrupted() throws InterruptedException {
        // Given
        admin.backend.mute = true;
        var caller = new Thread(() -> error(
                () -> admin.client.call(AdminMethods.TOPIC_CREATE, create("orders", 1, Map.of(), false), TIMEOUT)));
        caller.start();

        // When
        caller.interrupt();

        // Then
        caller.join(Duration.ofSeconds(5));
        assertFalse(caller.isAlive());
    }
}
