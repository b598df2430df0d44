package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kafka's own command line tools, each in a process of its own as its script starts it. */
final class KafkaTool {

    private static final long TOOL_SECONDS = 90;

    /** Copied by the build: what the tools need besides. */
    private static final Path JARS = Path.of("target", "kafka-tools", "*");

    private KafkaTool() {}

    /** How a tool ended, and all that it printed. */
    record Ended(int code, String text) {}

    /** Runs a tool with the address and these words, and this text to read; files go into the folder. */
    static Ended run(Path folder, String bootstrap, String input, String tool, String... words)
            throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "out", ".txt");
        var in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + JARS,
                tool,
                "--bootstrap-server",
                bootstrap));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS), tool + " hangs");
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
