package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.file.FileStreamSinkConnector;
import org.apache.kafka.connect.file.FileStreamSourceConnector;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standalone worker of Kafka Connect, without its REST server, carries a file's lines to a topic and on to a file.
 */
class KafkaConnectIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void carriesAFileToATopicAndOnToAFileAlsoOverARestartOfTheWorker() throws Exception {
        try (var daemon =
                ServeProcess.start(folder.resolve("data"), Map.of("TAKHIN_GROUPS_INITIAL_REBALANCE_DELAY", "0s"))) {
            // Given
            var in = folder.resolve("in.txt");
            var out = folder.resolve("out.txt");
            Files.write(in, lines(0, 100));

            // When
            run(daemon.ready().kafka(), in, out, 100);
            Files.write(in, lines(100, 150), StandardOpenOption.APPEND);
            run(daemon.ready().kafka(), in, out, 150);

            // Then
            assertEquals(lines(0, 150), Files.readAllLines(out));
        }
    }

    private static List<String> lines(int from, int toExclusive) {
        return IntStream.range(from, toExclusive).mapToObj(n -> "line " + n).toList();
    }

    /** Works until that many lines have arrived. */
    private void run(String bootstrap, Path in, Path out, int lines) throws Exception {
        var settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.converter",
                StringConverter.class.getName(),
                "value.converter",
                StringConverter.class.getName(),
                "offset.storage.file.filename",
                folder.resolve("offsets").toString(),
                "offset.flush.interval.ms",
                "500",
                "plugin.discovery",
                "service_load");
        var plugins = new Plugins(settings);
        var offsets = new FileOffsetBackingStore(
                plugins.newInternalConverter(true, JsonConverter.class.getName(), Map.of("schemas.enable", "false")));
        var config = new StandaloneConfig(settings);
        offsets.configure(config);
        var policy = new AllConnectorClientConfigOverridePolicy();
        var worker = new Worker("worker", Time.SYSTEM, plugins, config, offsets, policy);
        var herder = new StandaloneHerder(worker, "cluster", policy);
        herder.start();
        try {
            put(herder, "source", FileStreamSourceConnector.class, Map.of("topic", "lines", "file", in.toString()));
            put(herder, "sink", FileStreamSinkConnector.class, Map.of("topics", "lines", "file", out.toString()));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.exists(out) || Files.readAllLines(out).size() < lines) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            Files.exists(out) ? Files.readAllLines(out).size() + " lines arrived" : "nothing arrived");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        } finally {
            herder.stop();
        }
    }

    private static void put(StandaloneHerder herder, String name, Class<?> connector, Map<String, String> more)
            throws Exception {
        var config = new HashMap<>(more);
        config.putAll(Map.of("name", name, "connector.class", connector.getName(), "tasks.max", "1"));
        var created = new CompletableFuture<Boolean>();
        herder.putConnectorConfig(name, config, false, (failure, _) -> {
            if (failure == null) {
                created.complete(true);
            } else {
                created.completeExceptionally(failure);
            }
        });
        created.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
