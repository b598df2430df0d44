package org.apache.ratis.server.raftlog.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ratis writes through the class that stands in for its own, and reads again. */
class BufferedWriteChannelTest {

    private static final int HEADER_BYTES = SegmentedRaftLogFormat.getHeaderLength();

    @TempDir
    private Path folder;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("log_inprogress_0");
    }

    @Test
    void standsInForTheClassOfRatis() {
        assertNotEquals(
                SegmentedRaftLogOutputStream.class.getProtectionDomain().getCodeSource(),
                BufferedWriteChannel.class.getProtectionDomain().getCodeSource());
    }

    @Test
    void writesWhatRatisReadsAndNothingElse() throws IOException {
        // Given: sizes beyond the preallocation, and more than the buffer holds at once
        var random = new Random(11);
        var entries = new ArrayList<LogEntryProto>();
        try (var log = open(false)) {
            for (int i = 0; i < 200; i++) {
                var entry = entry(i, random.nextInt(20_000));
                entries.add(entry);
                log.write(entry);
                if (i % 7 == 0) {
                    log.flush();
                    // Then: no zeros at the end
                    assertEquals(
                            HEADER_BYTES
                                    + entries.stream()
                                            .mapToLong(BufferedWriteChannelTest::bytes)
                                            .sum(),
                            Files.size(file));
                }
            }
        }

        // Then
        assertEquals(entries, read());
    }

    @Test
    void goesOnAtTheEndOfAFile() throws IOException {
        // Given
        try (var log = open(false)) {
            log.write(entry(0, 100));
        }

        // When
        try (var log = open(true)) {
            log.write(entry(1, 200));
        }

        // Then
        assertEquals(List.of(entry(0, 100), entry(1, 200)), read());
    }

    @Test
    void leavesAnEntryThatWasCutShortForTheReaderToLeaveOut() throws IOException {
        // Given
        try (var log = open(false)) {
            log.write(entry(0, 100));
            log.write(entry(1, 9_000));
        }

        // When: at every length that power may have left
        long first = HEADER_BYTES + bytes(entry(0, 100));
        for (long size = Files.size(file) - 1; size >= first; size -= 97) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }

            // Then
            assertEquals(List.of(entry(0, 100)), read());
        }
    }

    @Test
    void refusesWhatDoesNotFitItsBuffer() throws IOException {
        try (var log = open(false)) {
            log.write(entry(0, 10));
            assertThrows(IOException.class, () -> log.write(entry(1, buffer.capacity())));
            log.write(entry(1, 20));
        }
        assertEquals(List.of(entry(0, 10), entry(1, 20)), read());
    }

    private SegmentedRaftLogOutputStream open(boolean append) throws IOException {
        return new SegmentedRaftLogOutputStream(file.toFile(), append, 16 << 20, 4096, buffer);
    }

    private List<LogEntryProto> read() throws IOException {
        var entries = new ArrayList<LogEntryProto>();
        try (var reader = SegmentedRaftLogReader.newInstance(file.toFile(), SizeInBytes.valueOf("1MB"), null)) {
            reader.verifyHeader();
            for (var entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** A length, the entry, a checksum. */
    private static long bytes(LogEntryProto entry) {
        long size = entry.getSerializedSize();
        return size + (size < 128 ? 1 : size < 16_384 ? 2 : 3) + Integer.BYTES;
    }

    private static LogEntryProto entry(long index, int bytes) {
        var data = new byte[bytes];
        new Random(index).nextBytes(data);
        var entry = LogEntryProto.newBuilder().setTerm(1).setIndex(index);
        entry.getStateMachineLogEntryBuilder().setLogData(ByteString.copyFrom(data));
        return entry.build();
    }
}
