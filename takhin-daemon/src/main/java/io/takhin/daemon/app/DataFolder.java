package io.takhin.daemon.app;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a daemon's data, held by one process at a time: it keeps a lock on {@code lock}, which the operating
 * system takes back however the process ends. The file names the process. New folders are open to their owner alone,
 * which keeps what is in them from others whatever its own mode.
 */
final class DataFolder implements AutoCloseable {

    /** What a process that uses it has locked. */
    static final String LOCK = "lock";

    private static final int PID_BYTES_MAX = 32;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it where it is missing.
     *
     * @throws TakhinException with CONFLICT when another process has it, with STORAGE when it can't be used
     */
    static DataFolder take(Path path) {
        try {
            createFolders(path.toAbsolutePath());
            var channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return take(path, channel);
        } catch (AccessDeniedException e) {
            throw unusable(path, "permission denied on " + e.getFile(), e);
        } catch (FileAlreadyExistsException e) {
            throw unusable(path, e.getFile() + " is no folder", e);
        } catch (IOException e) {
            throw unusable(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static DataFolder take(Path path, FileChannel channel) throws IOException {
        @Nullable DataFolder taken = null;
        try {
            var lock = tryLock(channel);
            if (lock == null) {
                throw new TakhinException(AdminError.of(
                                ErrorCode.CONFLICT, "data folder " + path + " is in use by process " + owner(channel))
                        .withHint("stop that process, or choose another folder with --data-dir"));
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid()) + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            taken = new DataFolder(path, channel, lock);
            return taken;
        } finally {
            if (taken == null) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it already.
            return null;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        int count = channel.read(bytes, 0);
        var text = count <= 0 ? "" : new String(bytes.array(), 0, count, StandardCharsets.US_ASCII).strip();
        return text.isEmpty() ? "unknown" : text;
    }

    private static TakhinException unusable(Path path, String why, IOException cause) {
        return new TakhinException(
                AdminError.of(ErrorCode.STORAGE, "data folder " + path + " can't be used: " + why)
                        .withHint("choose another with --data-dir, or give this user the right to it"),
                cause);
    }

    private static void createFolders(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
