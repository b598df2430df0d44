package io.takhin.cli.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Another program of the machine, run by a test. */
public final class Tool {

    private static final long DEADLINE_S = 60;

    private final List<String> words;
    private final Map<String, String> env = new HashMap<>();

    /** What became of it. */
    public record Result(int code, String out, String err) {}

    public Tool(String... words) {
        this.words = List.of(words);
        env.put("PATH", System.getenv("PATH"));
        env.put("TERM", "dumb");
        env.put("LC_ALL", "C.UTF-8");
    }

    /** Whether the machine has this program. */
    public static boolean isThere(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    public Tool home(Path home) {
        env.put("HOME", home.toString());
        return this;
    }

    public Tool env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** Runs it to its end with this input and nothing of this process's environment. */
    public Result run(String input) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(words));
        builder.environment().clear();
        builder.environment().putAll(env);
        var process = builder.start();
        try {
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(words + " did not end");
            }
            return new Result(process.exitValue(), out.get(), err.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
