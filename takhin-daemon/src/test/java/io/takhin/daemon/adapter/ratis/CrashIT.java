package io.takhin.daemon.adapter.ratis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in processes of their own that are killed and paused at random moments while each of them produces. A
 * seed fixes the faults; {@code -Dtakhin.seed} and {@code -Dtakhin.faults} ask for others and for more.
 */
class CrashIT {

    private static final long SEED = Long.getLong("takhin.seed", 42);
    private static final int FAULTS = Integer.getInteger("takhin.faults", 2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 170 + 60L * 10, unit = TimeUnit.SECONDS)
    void keepsEachAcknowledgedRecordOnceAndInOrder() throws Exception {
        try (var nodes = new NodeProcesses(folder)) {
            // Given
            for (int id : NodeProcesses.IDS) {
                nodes.start(id, "");
            }
            for (int id : NodeProcesses.IDS) {
                nodes.awaitLine(id, "ready");
            }
            var random = new Random(SEED);

            // When
            for (int fault = 0; fault < FAULTS; fault++) {
                elapse(1000 + random.nextInt(2000));
                inject(nodes, 1 + random.nextInt(3), random.nextInt(3), random);
            }
            elapse(2000);
            RaftFixture.await(
                    "who wrote once is forgotten on all nodes",
                    Duration.ofSeconds(90),
                    () -> NodeProcesses.IDS.stream()
                            .noneMatch(id -> nodes.states().know(NodeProcess.passer(id, 1))));
            nodes.end();

            // Then
            long acknowledged = nodes.verify("seed " + SEED);
            System.out.println("seed " + SEED + ", " + FAULTS + " faults: " + acknowledged
                    + " acknowledged records are there once");
        }
    }

    private static void inject(NodeProcesses nodes, int id, int kind, Random random) throws Exception {
        if (kind == 2) {
            nodes.signal(id, "STOP");
            elapse(1000 + random.nextInt(4000));
            nodes.signal(id, "CONT");
        } else {
            nodes.kill(id);
            elapse(random.nextInt(3000));
            nodes.start(id, "");
            nodes.awaitLine(id, "ready");
        }
    }

    /** Time in which the nodes work; nothing is to be waited for. */
    private static void elapse(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
