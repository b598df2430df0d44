package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupDescribe;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.OffsetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see and do of the groups of real consumers. */
class GroupsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ServeProcess daemon;
    private HttpAdminClient admin;

    @BeforeEach
    void start() throws Exception {
        daemon = ServeProcess.start(
                folder, Map.of("TAKHIN_TOPICS_AUTO_CREATE", "true", "TAKHIN_GROUPS_INITIAL_REBALANCE_DELAY", "0s"));
        admin = daemon.client();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", daemon.ready().kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("orders", 0, "k", "v" + i)).get();
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        daemon.close();
    }

    private <Q extends Record, R extends Record> R call(AdminMethod<Q, R> method, Q request) {
        return admin.call(method, request, TIMEOUT);
    }

    private KafkaConsumer<String, String> consumer(String protocol) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        daemon.ready().kafka(),
                        "group.id",
                        "billing",
                        "client.id",
                        "app",
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        4),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static List<String> read(KafkaConsumer<String, String> consumer) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            var records = consumer.poll(Duration.ofMillis(200));
            if (!records.isEmpty()) {
                var values = new java.util.ArrayList<String>();
                records.forEach(record -> values.add(record.value()));
                return values;
            }
        }
        throw new AssertionError("nothing was read in time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void isListedDescribedMeasuredMovedAndDeleted(String protocol) {
        // Given
        var seek = new GroupSeek.Request("billing", List.of(), List.of(), OffsetSpec.parse("-1"), false);
        GroupDescription described;
        GroupLag.Reply lag;
        TakhinException refused;
        try (var consumer = consumer(protocol)) {
            consumer.subscribe(List.of("orders"));
            assertEquals(List.of("v0", "v1", "v2", "v3"), read(consumer));
            consumer.commitSync();

            // When
            described = call(AdminMethods.GROUP_DESCRIBE, new GroupDescribe.Request("billing"));
            lag = call(AdminMethods.GROUP_LAG, new GroupLag.Request("billing", List.of()));
            refused = assertThrows(TakhinException.class, () -> call(AdminMethods.GROUP_SEEK, seek));
        }
        var moved = call(AdminMethods.GROUP_SEEK, seek);
        List<String> next;
        try (var consumer = consumer(protocol)) {
            consumer.subscribe(List.of("orders"));
            next = read(consumer);
        }
        var listed = call(AdminMethods.GROUP_LIST, new GroupList.Request());
        var deleted = call(AdminMethods.GROUP_DELETE, new GroupDelete.Request(List.of("billing"), false, false));
        var left = call(AdminMethods.GROUP_LIST, new GroupList.Request());

        // Then
        assertEquals(
                List.of("billing", protocol, "Stable"),
                List.of(described.name(), described.protocol(), described.state()));
        var member = described.members().getFirst();
        assertEquals("app", member.client());
        assertEquals("127.0.0.1", member.host());
        assertEquals(List.of(new GroupDescription.Assigned("orders", List.of(0))), member.assigned());
        assertEquals(List.of(new GroupLag.Partition("orders", 0, 4L, 10, 6, member.id())), lag.partitions());
        assertEquals(ErrorCode.REFUSED, refused.error().code());
        assertEquals(List.of(new GroupSeek.Moved("orders", 0, 4L, 9)), moved.partitions());
        assertEquals(List.of("v9"), next);
        assertEquals(
                List.of("Empty"),
                listed.groups().stream().map(group -> group.state()).toList());
        assertEquals(Change.DELETED, deleted.groups().getFirst().change());
        assertEquals(List.of(), left.groups());
    }
}
