package io.takhin.daemon.adapter.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three nodes ends at each step of what it writes to its disk, while all of them produce and topics come, are
 * trimmed and go. {@code -Dtakhin.points=all} takes all steps, several times with {@code -Dtakhin.rounds}, and any
 * other value is one {@link FaultPoint}.
 */
class FaultPointIT {

    private static final int VICTIM = 3;
    private static final int STARTS = 3;

    /** Of the checkpoint and the Raft log's purge; a copy for a follower takes longer than a build's test may. */
    private static final List<String> SOME = List.of("checkpoint created .tmp", "raft deleted log_");

    private static final List<String> OTHERS = List.of(
            "copy after 2",
            "flush after 1",
            "delete before 1",
            "trimTo after 2",
            "installed before 1",
            "flush before 1",
            "flush before 3",
            "checkpoint created 1",
            "delete after 1",
            "trimTo before 2",
            "installed after 2",
            "create before 1",
            "create after 1",
            "appendCommitted before 20",
            "appendCommitted after 20",
            "raft created log_inprogress",
            "delete after 2",
            "trimTo before 9",
            "startAt before 1",
            "startAt after 1",
            "copy before 1",
            "copy after 1",
            "installed after 1");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private static List<String> points() {
        var wanted = System.getProperty("takhin.points", "");
        return switch (wanted) {
            case "" -> SOME;
            case "all" ->
                Stream.generate(() -> Stream.concat(SOME.stream(), OTHERS.stream()))
                        .limit(Integer.getInteger("takhin.rounds", 1))
                        .flatMap(all -> all)
                        .toList();
            default -> List.of(wanted);
        };
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void losesNothingWhereverAProcessEnds() throws Exception {
        try (var nodes = new NodeProcesses(folder)) {
            // Given
            nodes.churn();
            for (int id : NodeProcesses.IDS) {
                nodes.start(id, "");
            }
            for (int id : NodeProcesses.IDS) {
                nodes.awaitLine(id, "ready");
            }
            nodes.kill(VICTIM);

            // When
            for (var point : points()) {
                if (FaultPoint.isTransfer(point)) {
                    awaitPurge(nodes);
                }
                reach(nodes, point);
            }
            nodes.start(VICTIM, "");
            nodes.awaitLine(VICTIM, "ready");
            nodes.end();

            // Then
            assertTrue(nodes.verify("points " + points()) > 0);
        }
    }

    /**
     * Runs the victim up to a point. Ratis 3.3.0 can stop a group while it is told again and again of the leader's
     * checkpoint: each time it drops the group's configuration for a moment (SnapshotInstallationHandler), and an
     * election that starts in that moment finds none. The process ends then, and its supervisor starts it again.
     */
    private static void reach(NodeProcesses nodes, String point) throws Exception {
        int ended = -1;
        for (int i = 0; i < STARTS && ended != FaultPoint.EXIT; i++) {
            nodes.start(VICTIM, point);
            ended = nodes.awaitEnd(VICTIM, point);
            assertTrue(
                    ended == FaultPoint.EXIT || nodes.said(VICTIM, "FATAL group data-"),
                    () -> point + "\n" + nodes.tail(VICTIM));
        }
        assertEquals(FaultPoint.EXIT, ended, point);
    }

    /** Waits until no other node has in its Raft logs what the victim lacks. */
    private static void awaitPurge(NodeProcesses nodes) {
        var others = NodeProcesses.IDS.stream().filter(id -> id != VICTIM).toList();
        for (int group = 0; group < NodeProcess.DATA_GROUPS; group++) {
            int number = group;
            long missed = others.stream()
                    .mapToLong(id -> RaftLogFiles.newestFileStart(nodes.data(id), number))
                    .max()
                    .orElseThrow();
            RaftFixture.await(
                    "the Raft logs of group " + group + " are purged behind entry " + missed,
                    Duration.ofMinutes(2),
                    () -> others.stream().allMatch(id -> RaftLogFiles.start(nodes.data(id), number) > missed));
        }
    }
}
