package io.takhin.cli;

import io.takhin.cli.console.ProcessConsole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a daemon without consensus, then node 1 of a cluster, in one process, as an AOT cache is made from what one
 * process did. The packages' build is its only user.
 */
final class ServeTraining {

    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);

    private ServeTraining() {}

    /**
     * Runs both with their data in a folder; each prints its addresses. A line on standard input ends the first,
     * SIGTERM the second, in the daemon's own way.
     *
     * @param words the folder, the node's raft address, and the cluster's first voters as {@code --initial-voters} has
     *     them
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        var folder = Path.of(words[0]);
        var first = Thread.ofPlatform()
                .daemon()
                .name("takhin-train")
                .start(() -> serve(folder.resolve("alone"), List.of("--dev")));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (input.readLine() == null) {
            throw new IOException("standard input ended before the first daemon was used");
        }
        first.interrupt();
        if (!first.join(CLOSE_TIMEOUT)) {
            throw new IOException("the first daemon did not end within " + CLOSE_TIMEOUT);
        }
        serve(folder.resolve("member"), List.of("--id", "1", "--raft", words[1], "--initial-voters", words[2]));
    }

    private static void serve(Path data, List<String> more) {
        var line = new ArrayList<>(List.of(
                "serve",
                "--data-dir",
                data.toString(),
                "--admin",
                "127.0.0.1:0",
                "--kafka",
                "127.0.0.1:0",
                "-o",
                "json"));
        line.addAll(more);
        var _ = Main.run(ProcessConsole.open(), line);
    }
}
