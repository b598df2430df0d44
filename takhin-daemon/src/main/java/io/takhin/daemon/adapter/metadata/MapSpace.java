package io.takhin.daemon.adapter.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.internal.PosixAPIHolder;
import net.openhft.posix.internal.noop.NoOpPosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chronicle Map's way to the system, in place of its own, which at each start unpacks a native library into the folder
 * for temporary files, where it may not be executed, and generates code, a tenth of a start's CPU. A map needs one call
 * of it: space for a file that grows, as a page that is written where there is none ends the process. Files are made
 * durable by {@link MapFile#close}.
 */
final class MapSpace extends NoOpPosixAPI {

    private static final Logger LOG = LoggerFactory.getLogger(MapSpace.class);

    /** {@code ENOSPC}. */
    private static final int NO_SPACE = 28;

    private static final int STEP_BYTES = 64 << 10;

    private MapSpace() {
        super("maps do without");
    }

    /** To be called before Chronicle's first class is loaded. */
    static void install() {
        PosixAPIHolder.POSIX_API = new MapSpace();
    }

    /** Writes again what is there, so that each page has its place on the disk. */
    @Override
    public int fallocate(int descriptor, int mode, long offset, long length) {
        var file = Path.of("/proc/self/fd", String.valueOf(descriptor));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            allocate(channel, offset, offset + length);
            return 0;
        } catch (IOException e) {
            LOG.atError().setCause(e).log("There is no space for the metadata");
            return NO_SPACE;
        }
    }

    private static void allocate(FileChannel channel, long from, long end) throws IOException {
        var page = ByteBuffer.allocateDirect(STEP_BYTES);
        for (long at = from; at < end; at += page.capacity()) {
            page.clear().limit((int) Math.min(page.capacity(), end - at));
            while (page.hasRemaining() && channel.read(page, at + page.position()) > 0) {
                // Reads on.
            }
            page.flip();
            while (page.hasRemaining()) {
                channel.write(page, at + page.position());
            }
        }
    }
}
