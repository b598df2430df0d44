package io.takhin.daemon.adapter.storage;

import static io.takhin.daemon.adapter.storage.TestStore.append;
import static io.takhin.daemon.adapter.storage.TestStore.batch;
import static io.takhin.daemon.adapter.storage.TestStore.idempotent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpToolIT {

    @TempDir
    Path temporary;

    @Test
    void readsSegmentsIndexesAndSnapshots() throws Exception {
        // Given
        Path folder;
        try (var store = new TestStore(temporary.resolve("logs"))) {
            var topic = store.create("t", 1, Map.of("internal.segment.bytes", "400", "index.interval.bytes", "0"));
            append(store.log(topic), idempotent(7, 0, 0, "first"));
            for (int n = 1; n < 10; n++) {
                append(store.log(topic), batch("value" + n));
            }
            folder = store.folder(topic);
        }

        // When
        var dump = new StringBuilder();
        for (var suffix : List.of(".log", ".index", ".timeindex", ".snapshot")) {
            dump.append(dump(files(folder, suffix)));
        }

        // Then
        assertTrue(dump.toString().contains("payload: first"), dump.toString());
        assertTrue(dump.toString().contains("payload: value9"), dump.toString());
        assertTrue(dump.toString().contains("producerId: 7"), dump.toString());
        assertFalse(dump.toString().contains("Mismatches"), dump.toString());
        assertFalse(dump.toString().contains("isvalid: false"), dump.toString());
    }

    private static String files(Path folder, String suffix) throws Exception {
        try (var files = Files.list(folder)) {
            return String.join(
                    ",",
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(suffix))
                            .sorted()
                            .toList());
        }
    }

    private String dump(String files) throws Exception {
        var output = Files.createTempFile(temporary, "dump", ".txt");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.DumpLogSegments",
                        "--deep-iteration",
                        "--print-data-log",
                        "--files",
                        files)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the tool hangs");
        var text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        return text;
    }
}
