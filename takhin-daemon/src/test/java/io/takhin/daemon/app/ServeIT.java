package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.OffsetSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole daemon in processes of its own: it starts, ends on signals, and comes back with what it acknowledged. */
class ServeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static ByteBuffer batch(String value) {
        return MemoryRecords.withRecords(
                        Compression.NONE,
                        new SimpleRecord(System.currentTimeMillis(), null, value.getBytes(StandardCharsets.UTF_8)))
                .buffer();
    }

    /** Produces records one by one, and returns how many were acknowledged. */
    private static int produce(ServeProcess daemon, String... values) {
        var acked = new AtomicInteger();
        var listener = new ProduceStream.Listener() {
            @Override
            public void acked(ProduceMessage.Acked ack) {
                acked.incrementAndGet();
            }

            @Override
            public void failed(long ticket, AdminError error) {
                throw new AssertionError(error.message());
            }

            @Override
            public void lost(AdminError error) {
                throw new AssertionError(error.message());
            }
        };
        try (var client = daemon.client();
                var stream = client.produce(new ProduceOpen("orders", true, null), listener, TIMEOUT)) {
            for (int i = 0; i < values.length; i++) {
                stream.send(i, 0, batch(values[i]));
            }
            stream.finish(TIMEOUT);
        }
        return acked.get();
    }

    private static List<String> consume(ServeProcess daemon) {
        var request = new ConsumeRequest(List.of("orders"), List.of(), OffsetSpec.START, OffsetSpec.END, false, false);
        var values = new ArrayList<String>();
        try (var client = daemon.client();
                var stream = client.consume(request, TIMEOUT)) {
            for (var frame = stream.next(TIMEOUT); frame.isPresent(); frame = stream.next(TIMEOUT)) {
                MemoryRecords.readableRecords(frame.get().batches())
                        .records()
                        .forEach(record -> values.add(
                                StandardCharsets.UTF_8.decode(record.value()).toString()));
            }
        }
        return values;
    }

    @Test
    void endsInOrderOnSigtermAndComesBackWithItsRecords() throws IOException, InterruptedException {
        // Given
        var data = folder.resolve("data");
        String cluster;
        try (var daemon = ServeProcess.start(data)) {
            cluster = daemon.ready().clusterId();
            assertEquals(2, produce(daemon, "a", "b"));

            // When
            int code = daemon.signal("TERM");

            // Then
            assertEquals(143, code);
            assertTrue(daemon.log().contains("\"closed\""), daemon.log());
            assertTrue(Files.exists(data.resolve("meta/CLEAN")), "no mark of an orderly end");
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        try (var daemon = ServeProcess.start(data)) {
            assertEquals(cluster, daemon.ready().clusterId());
            assertEquals(List.of("a", "b"), consume(daemon));
            assertEquals(130, daemon.signal("INT"));
        }
    }

    @Test
    void endsSoonWhileARecordIsWaitedFor() throws IOException, InterruptedException {
        // Given
        try (var daemon = ServeProcess.start(folder.resolve("data"))) {
            produce(daemon, "a");
            var follow = new ConsumeRequest(List.of("orders"), List.of(), OffsetSpec.END, null, false, false);
            try (var client = daemon.client();
                    var stream = client.consume(follow, TIMEOUT)) {

                // When
                int code = daemon.signal("TERM");

                // Then
                assertEquals(143, code);
                assertThrows(TakhinException.class, () -> stream.next(TIMEOUT));
                assertTrue(daemon.log().contains("\"closed\""), daemon.log());
            }
        }
    }

    @Test
    void comesBackAfterKillNineWithWhatWasAcknowledged() throws IOException, InterruptedException {
        // Given
        var data = folder.resolve("data");
        try (var daemon = ServeProcess.start(data)) {
            assertEquals(3, produce(daemon, "a", "b", "c"));

            // When
            int code = daemon.signal("KILL");

            // Then
            assertEquals(137, code);
        }
        try (var daemon = ServeProcess.start(data)) {
            assertEquals(List.of("a", "b", "c"), consume(daemon));
        }
    }

    @Test
    void refusesASecondProcessOnTheSameFolder() throws IOException, InterruptedException {
        // Given
        var data = folder.resolve("data");
        try (var daemon = ServeProcess.start(data);
                var client = daemon.client()) {

            // When
            var second = ServeProcess.runToEnd("--data-dir", data.toString(), "--admin", "127.0.0.1:0");

            // Then
            assertEquals(4, second.code());
            assertTrue(
                    second.log().contains("data folder " + data + " is in use by process " + daemon.pid()),
                    second.log());
            assertTrue(client.call(AdminMethods.HEALTH, new Health.Request(), TIMEOUT)
                    .healthy());
        }
    }

    @Test
    void refusesAnAddressThatIsTakenAndAConfigurationThatMakesNoSense() throws IOException, InterruptedException {
        try (var daemon = ServeProcess.start(folder.resolve("data"))) {
            // When
            var taken = ServeProcess.runToEnd(
                    "--data-dir",
                    folder.resolve("other").toString(),
                    "--kafka",
                    "127.0.0.1:0",
                    "--admin",
                    daemon.ready().admin());
            var nonsense = ServeProcess.runToEnd("--id", "x");
            var voters = ServeProcess.runToEnd(
                    "--data-dir",
                    folder.resolve("third").toString(),
                    "--admin",
                    "127.0.0.1:0",
                    "--kafka",
                    "127.0.0.1:0",
                    "--id",
                    "3",
                    "--initial-voters",
                    "1@a:7000,2@b:7000");
            var unusable = ServeProcess.runToEnd("--data-dir", "/proc/none", "--admin", "127.0.0.1:0");

            // Then
            assertEquals(4, taken.code());
            assertTrue(taken.log().contains("can't listen on " + daemon.ready().admin()), taken.log());
            assertEquals(2, nonsense.code());
            assertTrue(nonsense.log().contains("node.id: \"x\" is no whole number (--id)"), nonsense.log());
            assertEquals(2, voters.code());
            assertTrue(voters.log().contains("does not name this node, 3"), voters.log());
            assertEquals(1, unusable.code());
            assertTrue(unusable.log().contains("data folder /proc/none can't be used"), unusable.log());
        }
    }

    @Test
    void tellsWhereItIsReached() throws IOException {
        try (var daemon = ServeProcess.start(folder.resolve("data"));
                var client = daemon.client()) {
            // When
            var info = client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), TIMEOUT);

            // Then
            assertEquals(daemon.ready().admin(), info.nodes().getFirst().admin());
            assertEquals(daemon.ready().clusterId(), info.clusterId());
            assertEquals(daemon.ready().version(), info.version());
            assertTrue(info.ready());
        }
    }
}
