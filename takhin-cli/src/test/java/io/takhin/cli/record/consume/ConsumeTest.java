package io.takhin.cli.record.consume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeTopics;
import io.takhin.cli.fake.Golden;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumeTest {

    @Test
    void dropsWhatIsOutsideTheRangeOfABatch() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--from", "3", "--to", "6");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("v3\nv4\nv5\n", cli.out());
    }

    @Test
    void stopsAfterTheNumberOfRecordsAskedFor() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "-n", "2", "--from", "-4");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("v6\nv7\n", cli.out());
    }

    @Test
    void exits9WithFewerRecordsThanAskedForAtTheDeadline() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "-n", "11", "--timeout", "200ms");

        // Then
        assertEquals(ExitCode.DEADLINE, code);
        assertEquals(10, cli.out().lines().count());
        assertEquals("takhin: only 10 of 11 records came within 200ms\n", cli.err());
    }

    @Test
    void endsInPeaceWhenItOnlyFollowedForAWhile() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--timeout", "200ms");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(10, cli.out().lines().count());
    }

    @Test
    void printsNothingOfAnEmptyRangeAndSucceeds() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--from", "end", "--to", "end");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("", cli.out());
    }

    @Test
    void exits3IfATopicIsMissing() {
        // Given
        var topics = tenRecords();

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "missing");

        // Then
        assertEquals(ExitCode.NOT_FOUND, code);
    }

    @Test
    void neverPrintsADamagedBatch() {
        // Given
        var topics = tenRecords().damage(70);

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--to", "end");

        // Then
        assertEquals(ExitCode.BAD_DATA, code);
        assertEquals("", cli.out());
        assertTrue(
                cli.err()
                        .contains(
                                "topic t, partition 0: the batch at offset 0 is damaged: its checksum does not match"),
                cli.err());
    }

    @Test
    void succeedsWhenNobodyReadsOn() {
        // Given
        var topics = tenRecords();
        var closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        // When
        var cli = new CliRun(topics.client()).writingTo(closedPipe);
        var code = cli.run("consume", "t");

        // Then
        assertEquals(ExitCode.OK, code);
        assertEquals("", cli.err());
    }

    @Test
    void failsWhenTheDiskItWritesToIsFull() {
        // Given
        var topics = tenRecords();
        var fullDisk = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        // When
        var cli = new CliRun(topics.client()).writingTo(fullDisk);
        var code = cli.run("consume", "t", "--to", "end");

        // Then
        assertEquals(ExitCode.INTERNAL, code);
        assertEquals("takhin: standard output can't be written: No space left on device\n", cli.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsRecordsInThisForm(String form) throws IOException {
        // Given
        var topics = new FakeTopics().topic("t", 1);
        var headers = new Header[] {new RecordHeader("trace", bytes("ab")), new RecordHeader("trace", null)};
        topics.append(
                "t",
                0,
                MemoryRecords.withRecords(
                                Compression.NONE,
                                new SimpleRecord(1_000, bytes("key"), bytes("a \"quoted\"\tvalue"), headers),
                                new SimpleRecord(2_000, new byte[] {(byte) 0xff, 0}, null),
                                new SimpleRecord(3_000, null, new byte[0]))
                        .buffer());

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--to", "end", "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        Golden.assertSame("record/consume." + form, new String(cli.outBytes(), StandardCharsets.ISO_8859_1));
    }

    private static FakeTopics tenRecords() {
        var topics = new FakeTopics().topic("t", 1);
        var records = new SimpleRecord[10];
        for (int i = 0; i < records.length; i++) {
            records[i] = new SimpleRecord(i, null, bytes("v" + i));
        }
        topics.append(
                "t", 0, MemoryRecords.withRecords(Compression.NONE, records).buffer());
        return topics;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
