package io.takhin.daemon.adapter.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import net.openhft.posix.PosixAPI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapSpaceTest {

    private static final int STAT_BLOCK_BYTES = 512;

    @TempDir
    private Path folder;

    @BeforeEach
    void install() {
        MapSpace.install();
    }

    private static long bytesOnDisk(Path file) throws IOException {
        var stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                * STAT_BLOCK_BYTES;
    }

    @Test
    void aMapHasItsSpaceOnTheDiskBeforeItIsWrittenTo() throws Exception {
        // When
        var file = folder.resolve("map");
        var map = MapFile.open(file, MapFile.CAPACITY_MIN);

        // Then
        assertTrue(bytesOnDisk(file) >= Files.size(file), () -> "of " + file);
        map.discard();
    }

    @Test
    void whatIsInAFileStaysWhenItGetsSpace() throws Exception {
        // Given
        var path = folder.resolve("sparse");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1 << 20);
            file.seek(300_000);
            file.write(7);
            // When
            assertEquals(0, PosixAPI.posix().fallocate(descriptor(path), 0, 0, 1 << 20));
            // Then
            file.seek(300_000);
            assertEquals(7, file.read());
            assertEquals(1 << 20, file.length());
        }
        assertTrue(bytesOnDisk(path) >= 1 << 20);
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        assertNotEquals(0, PosixAPI.posix().fallocate(-1, 0, 0, 4096));
    }

    /** The number under which this process has a file open. */
    private static int descriptor(Path path) throws IOException {
        var open = Path.of("/proc/self/fd");
        return IntStream.range(0, 10_000)
                .filter(number -> {
                    try {
                        return Files.isSameFile(open.resolve(String.valueOf(number)), path);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow();
    }
}
