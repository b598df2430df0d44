package io.takhin.cli.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Daemons;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes are saved to a file, and a new cluster is made of it. */
class SnapshotIT {

    private static final int RECORDS = 500;

    @TempDir
    private Path folder;

    private final Daemons daemons = new Daemons();

    @Test
    void makesANewClusterOfASavedOne() throws Exception {
        try (daemons) {
            // Given
            daemons.startVoters(folder, 1, 2, 3);
            run("", 1, "topic", "create", "orders", "--partitions", "3", "--config", "retention.ms=-1");
            var records = IntStream.range(0, RECORDS)
                    .mapToObj(n -> "{\"key\":{\"utf8\":\"k" + n % 7 + "\"},\"value\":{\"utf8\":\"v" + n + "\"}}\n")
                    .collect(Collectors.joining());
            run(records, 2, "produce", "orders", "-f", "jsonl");
            setForAllNodes("log.retention.hours", "99");
            var saved = folder.resolve("backup.tks");

            // When
            var created = run("", 3, "snapshot", "create", "-o", "json");
            run("", 1, "snapshot", "save", saved.toString());
            var piped = bytes("", 2, "snapshot", "save", "-");
            run("", 1, "snapshot", "verify", saved.toString());
            var read = consumed(1);

            // Then
            assertEquals(12, count(created, "\"problem\": \"\""), created);
            assertEquals(RECORDS, read.lines().count());
            assertFalse(Files.exists(folder.resolve("backup.tks.partial")));
            assertEquals(Files.size(saved), piped.length, "the same cluster through another node");
            restoreRefuses(piped);

            // When: a new cluster of it, from a pipe, with one node and then two
            var restored = folder.resolve("restored");
            var words = List.of("snapshot", "restore", "-", "--id", "4", "--raft", daemons.raft(4));
            var dryRun = restore(piped, restored, words, "--dry-run");
            boolean untouched = !Files.exists(restored);
            var real = restore(piped, restored, words);
            daemons.startRestored(4, restored);
            daemons.startNewcomer(5, folder.resolve("second"));
            run("", 4, "add-voter", "5", daemons.raft(5), "--timeout", "90s");

            // Then
            assertTrue(dryRun.startsWith("would restore"), dryRun);
            assertTrue(untouched, "a dry run left " + restored);
            assertTrue(real.startsWith("restored"), real);
            assertEquals(read, consumed(5));
            assertTrue(run("", 4, "topic", "describe", "orders").contains("retention.ms"));
            assertTrue(run("", 5, "cluster", "info", "-o", "json").contains("log.retention.hours"));
            run("", 5, "cluster", "verify");
            run("{\"value\":{\"utf8\":\"after\"}}\n", 5, "produce", "orders", "-f", "jsonl");
            assertTrue(consumed(4).contains("after"));
        }
    }

    /** Damage is named and leaves the folder empty; so does a folder that is somebody's. */
    private void restoreRefuses(byte[] snapshot) throws IOException {
        var damaged = snapshot.clone();
        damaged[damaged.length / 2] ^= 1;
        var target = folder.resolve("damaged");
        var taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "");

        assertEquals(ExitCode.BAD_DATA, restoreTo(target, damaged, "--dry-run"));
        assertFalse(Files.exists(target));
        assertEquals(ExitCode.BAD_DATA, restoreTo(target, damaged));
        assertArrayEquals(new String[] {"lock"}, target.toFile().list());
        assertEquals(ExitCode.REFUSED, restoreTo(taken, snapshot));
        assertEquals(ExitCode.REFUSED, restoreTo(taken, snapshot, "--dry-run"));
        assertArrayEquals(new String[] {"mine"}, taken.toFile().list());
    }

    private ExitCode restoreTo(Path target, byte[] snapshot, String... more) {
        var words = new ArrayList<>(List.of(
                "snapshot", "restore", "-", "--id", "4", "--raft", "127.0.0.1:7000", "--data-dir", target.toString()));
        words.addAll(List.of(more));
        return daemons.cli(1).in(new ByteArrayInputStream(snapshot)).run(words.toArray(String[]::new));
    }

    private String restore(byte[] snapshot, Path target, List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of("--data-dir", target.toString()));
        all.addAll(List.of(more));
        var cli = daemons.cli(1).in(snapshot);
        assertEquals(ExitCode.OK, cli.run(all.toArray(String[]::new)), cli.err());
        return cli.out();
    }

    private void setForAllNodes(String name, String value) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", daemons.kafka(1)))) {
            var all = new ConfigResource(ConfigResource.Type.BROKER, "");
            var set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(all, List.of(set))).all().get();
        }
    }

    private String consumed(int node) {
        return run("", node, "consume", "orders", "--from", "start", "--to", "end", "-f", "%p %o %k %v\\n")
                .lines()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String run(String input, int node, String... words) {
        return new String(bytes(input, node, words), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String input, int node, String... words) {
        CliRun cli = daemons.cli(node).in(input);
        assertEquals(ExitCode.OK, cli.run(words), () -> String.join(" ", words) + ": " + cli.err());
        return cli.outBytes();
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
