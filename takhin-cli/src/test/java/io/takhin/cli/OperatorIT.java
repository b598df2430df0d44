package io.takhin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watches, measures and collects, as processes against a daemon. */
class OperatorIT {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static Process daemon;
    private static String address;
    private static HttpAdminClient client;

    /** How a process ended. */
    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        daemon = builder(List.of(
                        "serve",
                        "--dev",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--admin",
                        "127.0.0.1:0",
                        "--kafka",
                        "127.0.0.1:0",
                        "-o",
                        "json"))
                .redirectError(folder.resolve("daemon.log").toFile())
                .start();
        var line =
                new BufferedReader(new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8)).readLine();
        var admin = Pattern.compile("\"admin\":\"([^\"]+)\"").matcher(String.valueOf(line));
        assertTrue(admin.find(), line + "\n" + Files.readString(folder.resolve("daemon.log")));
        address = admin.group(1);
        client = new HttpAdminClient(List.of(Endpoint.parse(address)));
        client.call(
                AdminMethods.TOPIC_CREATE,
                new TopicCreate.Request("orders", 1, 0, Map.of(), false, false, false),
                DEADLINE);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            daemon.destroyForcibly();
        }
        client.close();
    }

    private static ProcessBuilder builder(List<String> words) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + access(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.takhin.cli.Main"));
        line.addAll(words);
        var builder = new ProcessBuilder(line);
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        return builder;
    }

    /** The options the launcher uses, from this folder or one above it. */
    private static Path access() {
        var from = Path.of("").toAbsolutePath();
        while (!Files.exists(from.resolve("packaging/jvm/access.jvm"))) {
            from = from.getParent();
        }
        return from.resolve("packaging/jvm/access.jvm");
    }

    private static Process launch(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap", address));
        return builder(all)
                .redirectOutput(Files.createTempFile(folder, "out", "").toFile())
                .redirectError(Files.createTempFile(folder, "err", "").toFile())
                .start();
    }

    private static Ended run(String... words) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap", address));
        var process = builder(all)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), "it did not end: " + all);
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static List<String> temporaryTopics() {
        return client.call(AdminMethods.TOPIC_LIST, new TopicList.Request(true), DEADLINE).topics().stream()
                .map(topic -> topic.name())
                .filter(name -> name.startsWith("takhin-check-"))
                .toList();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long endNs = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < endNs, what + " not in time");
            assertTrue(!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void measuresPerformanceAndLeavesNoTopicBehind() throws IOException, InterruptedException {
        // When
        var ended = run("check", "perf", "--duration", "1s", "--rate", "100", "--p99", "1m", "-o", "json");

        // Then
        assertTrue(ended.code() == 0 || ended.err().contains("records/s were reached"), ended::toString);
        assertTrue(ended.out().contains("\"acked\": 120"), ended::toString);
        assertTrue(ended.out().contains("\"failed\": 0"), ended::toString);
        assertEquals(List.of(), temporaryTopics());
    }

    @Test
    void deletesItsTopicWhenItIsInterrupted() throws IOException, InterruptedException {
        // Given
        var process = launch("check", "perf", "--duration", "10m", "--rate", "10");
        await("the temporary topic", () -> !temporaryTopics().isEmpty());

        // When
        process.destroy();

        // Then
        assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        assertEquals(List.of(), temporaryTopics());
    }

    @Test
    void tellsOfTheNodeAndItsTopicsOnce() throws IOException, InterruptedException {
        // When
        var ended = run("top", "--once", "--interval", "200ms", "-o", "json");

        // Then
        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.out().contains("\"name\": \"orders\""), ended::toString);
        assertTrue(ended.out().contains("\"reachable\": true"), ended::toString);
    }

    @Test
    void measuresTheNetwork() throws IOException, InterruptedException {
        // When
        var ended = run("check", "network", "--count", "5", "--p99", "1m");

        // Then
        assertEquals(0, ended.code(), ended::toString);
    }

    @Test
    void collectsABundleThatTarReads() throws IOException, InterruptedException {
        // Given
        var archive = folder.resolve("bundle.tar.gz");

        // When
        var ended = run("debug", "bundle", "--file", archive.toString());

        // Then
        assertEquals(0, ended.code(), ended::toString);
        var tar = new ProcessBuilder("tar", "tzf", archive.toString())
                .redirectErrorStream(true)
                .start();
        var listing = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tar.waitFor(), listing);
        for (var name : List.of("config.yaml", "metrics.json", "threads.txt", "log.txt", "raft.txt")) {
            assertTrue(listing.contains("/node-1/" + name + "\n"), listing);
        }
    }

    /** In a pseudo-terminal of util-linux's script, with a shell around it that compares the terminal's settings. */
    private static Process top(Path transcript) throws IOException {
        var command = String.join(
                " ",
                builder(List.of("top", "--interval", "500ms", "--bootstrap", address))
                        .command());
        var script = Files.writeString(Files.createTempFile(folder, "top", ".sh"), """
            trap : INT TERM
            stty cols 100 rows 30
            before=$(stty -g)
            %s
            echo "code=$?"
            [ "$before" = "$(stty -g)" ] && echo restored
            """.formatted(command));
        var builder = new ProcessBuilder("script", "-qfec", "sh " + script, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(transcript.toFile());
        builder.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8", "SHELL", "/bin/sh"));
        return builder.start();
    }

    private static void assertRestored(Process process, Path transcript, int code)
            throws IOException, InterruptedException {
        assertTrue(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), Files.readString(transcript));
        var text = Files.readString(transcript);
        assertTrue(text.contains("code=" + code), text);
        assertTrue(text.contains("restored"), text);
        assertTrue(text.lastIndexOf("\u001b[?1049l") > text.lastIndexOf("\u001b[?1049h"), text);
    }

    @Test
    void drawsOnAPseudoTerminalAndLeavesItAsItWas() throws IOException, InterruptedException {
        // Given
        var transcript = Files.createTempFile(folder, "transcript", "");
        var process = top(transcript);
        await("the view", () -> Files.readString(transcript).contains("orders"));

        // When
        process.getOutputStream().write('q');
        process.getOutputStream().flush();

        // Then
        assertRestored(process, transcript, 0);
    }

    @Test
    void leavesAPseudoTerminalAsItWasAfterSigterm() throws IOException, InterruptedException {
        // Given
        var transcript = Files.createTempFile(folder, "transcript", "");
        var process = top(transcript);
        await("the view", () -> Files.readString(transcript).contains("orders"));

        // When
        process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroy);

        // Then
        assertRestored(process, transcript, 143);
    }
}
