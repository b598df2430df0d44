package io.takhin.cli.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void copiesLinesThroughATopicByteByByte(String codec) {
        // Given
        var topics = new FakeTopics().topic("t", 1);
        var lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("line ").append(i).append(" of many\n");
        }

        // When
        var producing = new CliRun(topics.client()).in(lines.toString());
        var produced = producing.run("produce", "t", "--compression", codec);
        var consuming = new CliRun(topics.client());
        var consumed = consuming.run("consume", "t", "--to", "end");

        // Then
        assertEquals(ExitCode.OK, produced, producing.err());
        assertEquals(ExitCode.OK, consumed, consuming.err());
        assertEquals(lines.toString(), consuming.out());
        assertEquals(20_000, topics.records("t", 0).size());
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void readsWhatKafkasOwnWriterCompressed(CompressionType type) {
        // Given
        var topics = new FakeTopics().topic("t", 1);
        var records = new SimpleRecord[500];
        for (int i = 0; i < records.length; i++) {
            records[i] = new SimpleRecord(1000 + i, ("k" + i).getBytes(StandardCharsets.UTF_8), new byte[100]);
        }
        topics.append(
                "t",
                0,
                MemoryRecords.withRecords(Compression.of(type).build(), records).buffer());

        // When
        var cli = new CliRun(topics.client());
        var code = cli.run("consume", "t", "--to", "end", "-f", "%o %d %k %V\\n");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(500, cli.out().lines().count());
        assertEquals("499 1499 k499 100", cli.out().lines().toList().getLast());
    }

    @Test
    void copiesEveryRecordThroughJsonlByteByByte() {
        // Given
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var topics = new FakeTopics().topic("a", 3).topic("b", 3);
        for (int partition = 0; partition < 3; partition++) {
            var records = new SimpleRecord[200];
            for (int i = 0; i < records.length; i++) {
                records[i] = new SimpleRecord(random.nextInt(1 << 30), bytes(random), bytes(random), headers(random));
            }
            ByteBuffer batch =
                    MemoryRecords.withRecords(Compression.NONE, records).buffer();
            topics.append("a", partition, batch);
        }

        // When
        var consuming = new CliRun(topics.client());
        var consumed = consuming.run("consume", "a", "--to", "end", "-o", "jsonl");
        var producing = new CliRun(topics.client()).in(consuming.outBytes());
        var produced = producing.run("produce", "b", "-f", "jsonl", "--keep-partition");

        // Then
        assertEquals(ExitCode.OK, consumed, consuming.err());
        assertEquals(ExitCode.OK, produced, producing.err());
        for (int partition = 0; partition < 3; partition++) {
            var before = topics.records("a", partition);
            var after = topics.records("b", partition);
            assertEquals(before.size(), after.size(), "seed " + seed);
            for (int i = 0; i < before.size(); i++) {
                assertEquals(before.get(i).timestamp(), after.get(i).timestamp(), "seed " + seed);
                assertEquals(before.get(i).key(), after.get(i).key(), "seed " + seed);
                assertEquals(before.get(i).value(), after.get(i).value(), "seed " + seed);
                assertArrayEquals(before.get(i).headers(), after.get(i).headers(), "seed " + seed);
            }
        }
    }

    @Test
    void writesRecordsToTheTopicsTheyNameIfNoneIsGiven() {
        // Given
        var topics = new FakeTopics().topic("a", 1).topic("b", 1);

        // When
        var cli = new CliRun(topics.client()).in("a 1\nb 2\na 3\n");
        var code = cli.run("produce", "-f", "%t %v\\n");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals(2, topics.records("a", 0).size());
        assertEquals(1, topics.records("b", 0).size());
    }

    @Test
    void spreadsKeysAsKafkasClientsDo() {
        // Given
        var topics = new FakeTopics().topic("t", 7);
        var input = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            input.append("key-").append(i).append(" v\n");
        }

        // When
        var cli = new CliRun(topics.client()).in(input.toString());
        var code = cli.run("produce", "t", "-f", "%k %v\\n");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        for (int partition = 0; partition < 7; partition++) {
            for (var record : topics.records("t", partition)) {
                var key = new byte[record.keySize()];
                record.key().get(key);
                int hash = org.apache.kafka.common.utils.Utils.toPositive(
                        org.apache.kafka.common.utils.Utils.murmur2(key));
                assertEquals(partition, hash % 7);
            }
        }
    }

    private static byte[] bytes(Random random) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return null;
        }
        if (kind == 1) {
            return new byte[0];
        }
        var bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        if (kind == 2) {
            var text = new StringBuilder();
            for (int i = 0; i < bytes.length; i++) {
                int point = random.nextInt(Character.MAX_CODE_POINT);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '"' : point);
            }
            return text.append("\\\"\n\t\u0000\u001f/\u007f").toString().getBytes(StandardCharsets.UTF_8);
        }
        return kind == 3 ? bytes : Arrays.copyOf("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 7);
    }

    private static Header[] headers(Random random) {
        var headers = new Header[random.nextInt(4)];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(random.nextBoolean() ? "same" : "näme\n\"" + i, bytes(random));
        }
        return headers;
    }
}
