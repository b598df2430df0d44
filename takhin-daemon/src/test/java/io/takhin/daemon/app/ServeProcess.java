package io.takhin.daemon.app;

import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.json.RecordJson;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A daemon in a process of its own. */
final class ServeProcess implements AutoCloseable {

    private static final long END_TIMEOUT_S = 60;

    private final Process process;
    private final Path log;
    private final ReadyLine ready;

    private ServeProcess(Process process, Path log, ReadyLine ready) {
        this.process = process;
        this.log = log;
        this.ready = ready;
    }

    /** Starts one in a folder and waits until it is ready. */
    static ServeProcess start(Path data) throws IOException {
        return start(data, Map.of());
    }

    /** Starts one with these environment variables. */
    static ServeProcess start(Path data, Map<String, String> environment) throws IOException {
        var log = Files.createTempFile("takhin-serve-", ".log");
        var process = launch(
                log, environment, "--data-dir", data.toString(), "--admin", "127.0.0.1:0", "--kafka", "127.0.0.1:0");
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        if (line == null) {
            throw new AssertionError("no ready line; its log: " + Files.readString(log));
        }
        var ready = RecordJson.read(line.getBytes(StandardCharsets.UTF_8), ReadyLine.class, RecordJson.Unknown.REFUSE);
        return new ServeProcess(process, log, ready);
    }

    /** Starts one that is expected to end by itself; returns its exit code and its log. */
    static Ended runToEnd(String... flags) throws IOException, InterruptedException {
        var log = Files.createTempFile("takhin-serve-", ".log");
        var process = launch(log, Map.of(), flags);
        Assertions.assertTrue(process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS), "it did not end");
        return new Ended(process.exitValue(), Files.readString(log));
    }

    /** How a process ended. */
    record Ended(int code, String log) {}

    private static Process launch(Path log, Map<String, String> environment, String... flags) throws IOException {
        return launch(log, environment, List.of(flags));
    }

    /** Starts one and returns at once; its log goes to a file, behind what is there. */
    static Process launch(Path log, Map<String, String> environment, List<String> flags) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + accessFile(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-classpath",
                System.getProperty("java.class.path"),
                ServeMain.class.getName()));
        command.addAll(flags);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The options the launcher uses, from this folder or one above it. */
    private static Path accessFile() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("packaging/jvm/access.jvm".replace('/', File.separatorChar)))) {
            folder = folder.getParent();
        }
        return folder.resolve("packaging/jvm/access.jvm");
    }

    HttpAdminClient client() {
        return new HttpAdminClient(List.of(Endpoint.parse(ready.admin())));
    }

    ReadyLine ready() {
        return ready;
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Sends a signal and returns the exit code. */
    int signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        Assertions.assertTrue(process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS), "it did not end");
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
