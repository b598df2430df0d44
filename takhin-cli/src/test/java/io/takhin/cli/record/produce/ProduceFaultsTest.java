package io.takhin.cli.record.produce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeTopics;
import io.takhin.cli.fake.FakeTopics.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProduceFaultsTest {

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LOSE_FRAME", "LOSE_ACK", "REFUSE_FOR_NOW"})
    void writesEveryRecordOnceThoughAConnectionBreaks(Fate fate) {
        // Given
        var topics = new FakeTopics().topic("t", 1).fates(fate, Fate.ACK, fate);
        var lines = lines(60_000);

        // When
        var cli = new CliRun(topics.client()).in(lines);
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(60_000, topics.records("t", 0).size());
        assertEquals("acked=60000 failed=0 unread=no", lastLine(cli));
        assertTrue(topics.opened() > 1);
    }

    @Test
    void saysWhatIsUnknownIfTheServerNeverComesBack() {
        // Given
        var topics = new FakeTopics().topic("t", 1).fates(Fate.LOSE_ACK).reachableOnce();

        // When
        var cli = new CliRun(topics.client()).in("a\nb\nc\n");
        var code = cli.run("produce", "t", "--timeout", "1s");

        // Then
        assertEquals(ExitCode.DEADLINE, code);
        assertTrue(cli.err().contains("; applied=unknown; "), cli.err());
        assertEquals("acked=0 failed=0 unread=no unknown=3", lastLine(cli));
    }

    @Test
    void tellsInJsonThatARetryIsNotSafe() {
        // Given
        var topics = new FakeTopics().topic("t", 1).fates(Fate.SILENCE);

        // When
        var cli = new CliRun(topics.client()).in("a\n");
        var code = cli.run("produce", "t", "--timeout", "300ms", "-o", "json");

        // Then
        assertEquals(ExitCode.DEADLINE, code);
        assertTrue(cli.err().contains("\"code\":\"deadline\""), cli.err());
        assertTrue(cli.err().contains("\"applied\":\"unknown\""), cli.err());
        assertTrue(cli.out().contains("\"unknown\": 1"), cli.out());
    }

    @Test
    void stopsWhenRecordsAreRefusedAndCountsThem() {
        // Given
        var topics = new FakeTopics().topic("t", 1).fates(Fate.REFUSE);

        // When
        var cli = new CliRun(topics.client()).in("a\nb\n");
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.UNAUTHORIZED, code);
        assertEquals("acked=0 failed=2 unread=no", lastLine(cli));
    }

    @Test
    void stopsAtMalformedInputAndSaysWhere() {
        // Given
        var topics = new FakeTopics().topic("t", 1);
        var good = "key\tvalue\n".repeat(16);

        // When
        var cli = new CliRun(topics.client()).in(good + "no tab here\nkey\tvalue\n");
        var code = cli.run("produce", "t", "-f", "%k\\t%v\\n");

        // Then
        assertEquals(ExitCode.BAD_DATA, code);
        assertEquals(
                List.of("takhin: record 17 byte 171: expected \"\\t\"; applied=yes", "acked=16 failed=0 unread=yes"),
                cli.err().lines().skip(1).toList());
        assertEquals(16, topics.records("t", 0).size());
    }

    @Test
    void skipsMalformedInputWhenToldTo() {
        // Given
        var topics = new FakeTopics().topic("t", 1);

        // When
        var cli = new CliRun(topics.client()).in("a\t1\nbad\nb\t2\nworse\nc\t3\n");
        var code = cli.run("produce", "t", "-f", "%k\\t%v\\n", "--on-error", "skip");

        // Then
        assertEquals(ExitCode.PARTIAL, code);
        assertEquals(3, topics.records("t", 0).size());
        assertEquals("acked=3 failed=0 unread=no skipped=2", lastLine(cli));
        assertTrue(cli.err().contains("skipped record 2 byte 7: expected \"\\t\""), cli.err());
    }

    @Test
    void refusesARecordThatItsTopicCannotTake() {
        // Given
        var topics = new FakeTopics().topic("t", 1).batchBytesMax(1000);

        // When
        var cli = new CliRun(topics.client()).in("small\n" + "x".repeat(2000) + "\nsmall\n");
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.BAD_DATA, code);
        assertTrue(cli.err().contains("record 2 byte 6: a record of about 2"), cli.err());
        assertEquals("acked=1 failed=0 unread=yes", lastLine(cli));
    }

    @Test
    void keepsBatchesWithinWhatTheTopicTakes() {
        // Given
        var topics = new FakeTopics().topic("t", 1).batchBytesMax(2000);

        // When
        var cli = new CliRun(topics.client()).in(lines(1000));
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(1000, topics.records("t", 0).size());
        assertTrue(topics.batches("t", 0) > 5);
    }

    @Test
    void findsAMissingTopicBeforeItReadsAnything() {
        // Given
        var topics = new FakeTopics();

        // When
        var cli = new CliRun(topics.client()).in("a\n");
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.NOT_FOUND, code);
    }

    @Test
    void succeedsWithNothingToWrite() {
        // Given
        var topics = new FakeTopics().topic("t", 1);

        // When
        var cli = new CliRun(topics.client()).in("");
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("acked=0 failed=0 unread=no", lastLine(cli));
    }

    @Test
    void readsTheLastLineWithoutItsEnd() {
        // Given
        var topics = new FakeTopics().topic("t", 1);

        // When
        var cli = new CliRun(topics.client()).in("a\nb");
        var code = cli.run("produce", "t");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(2, topics.records("t", 0).size());
    }

    private static String lines(int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("this is line number ").append(i).append('\n');
        }
        return lines.toString();
    }

    private static String lastLine(CliRun cli) {
        return cli.err().lines().toList().getLast();
    }
}
