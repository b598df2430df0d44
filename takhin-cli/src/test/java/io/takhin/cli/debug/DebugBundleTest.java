package io.takhin.cli.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeCluster;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugBundleTest {

    private static final String BASE = "takhin-bundle-20260131-120000/";
    private static final int BLOCK_BYTES = 512;

    @TempDir
    private Path folder;

    private static Map<String, String> read(Path archive) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            var header = in.readNBytes(BLOCK_BYTES);
            while (header[0] != 0) {
                var name = new String(header, 0, 100, StandardCharsets.US_ASCII).replace("\0", "");
                int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII), 8);
                files.put(name, new String(in.readNBytes(size), StandardCharsets.UTF_8));
                in.skipNBytes((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
                header = in.readNBytes(BLOCK_BYTES);
            }
        }
        return files;
    }

    @Test
    void collectsFromEveryNodeAndNotesTheOneThatIsDown() throws IOException {
        // Given
        var cli = new CliRun(new FakeCluster());
        var archive = folder.resolve("bundle.tar.gz");

        // When
        var code = cli.run("debug", "bundle", "--file", archive.toString());

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        var files = read(archive);
        assertEquals(
                List.of(
                        BASE + "README.txt",
                        BASE + "client.txt",
                        BASE + "cluster.json",
                        BASE + "topics-missing.txt",
                        BASE + "node-1/health.json",
                        BASE + "node-1/metrics.json",
                        BASE + "node-1/config.yaml",
                        BASE + "node-1/__log.txt",
                        BASE + "node-2/health.json",
                        BASE + "node-2/metrics.json",
                        BASE + "node-2/config.yaml",
                        BASE + "node-2/__log.txt",
                        BASE + "node-3/UNREACHABLE.txt"),
                List.copyOf(files.keySet()));
        assertEquals(
                "node 3 at 10.0.0.3:7070 gave no answer: connection refused\n",
                files.get(BASE + "node-3/UNREACHABLE.txt"));
        assertTrue(cli.err().startsWith("node 3 at 10.0.0.3:7070 is left out: connection refused\n"), cli.err());
    }

    @Test
    void takesSecretsOutAlsoOfWhatNodesSend() throws IOException {
        // Given
        var cli = new CliRun(new FakeCluster()).env("TAKHIN_SASL_PASSWORD", "hunter3");
        var archive = folder.resolve("bundle.tar.gz");

        // When
        cli.run("debug", "bundle", "--file", archive.toString());

        // Then
        var files = read(archive);
        assertEquals("ready\npassword=(redacted)\n", files.get(BASE + "node-1/__log.txt"));
        assertTrue(files.get(BASE + "client.txt").contains("TAKHIN_SASL_PASSWORD=(redacted)\n"));
        assertFalse(files.values().stream().anyMatch(text -> text.contains("hunter")));
    }

    @Test
    void listsTheFilesBeforeItWritesOneThatOnlyTheOwnerReads() throws IOException {
        // Given
        var cli = new CliRun(new FakeCluster());
        var archive = folder.resolve("bundle.tar.gz");

        // When
        cli.run("debug", "bundle", "--file", archive.toString());

        // Then
        assertTrue(cli.err().contains("\nwriting 13 files to " + archive + ":\n  " + BASE + "README.txt  "), cli.err());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(archive), files.toList());
        }
    }

    @Test
    void onlyListsThemInADryRun() throws IOException {
        // Given
        var cli = new CliRun(new FakeCluster());
        var archive = folder.resolve("bundle.tar.gz");

        // When
        var code = cli.run("debug", "bundle", "--dry-run", "--file", archive.toString());

        // Then
        assertEquals(ExitCode.OK, code);
        assertTrue(cli.out().contains(BASE + "node-1/metrics.json"), cli.out());
        assertTrue(cli.out().endsWith("dry run: " + archive + " is not written\n"), cli.out());
        assertFalse(Files.exists(archive));
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws IOException {
        // Given
        var archive = Files.writeString(folder.resolve("bundle.tar.gz"), "precious");
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("debug", "bundle", "--file", archive.toString());

        // Then
        assertEquals(ExitCode.CONFLICT, code);
        assertEquals("precious", Files.readString(archive));
    }
}
