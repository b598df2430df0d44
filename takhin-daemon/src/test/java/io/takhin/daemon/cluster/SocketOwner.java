package io.takhin.daemon.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out which process made a loopback connection, as Linux tells in {@code /proc}. */
final class SocketOwner {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int INODE = 9;

    private SocketOwner() {}

    /**
     * The owner among some processes.
     *
     * @throws IOException if it is none of them
     */
    static int of(int localPort, int remotePort, Map<Integer, Long> pids) throws IOException {
        var inode = inode("/proc/net/tcp", localPort, remotePort)
                .or(() -> inode("/proc/net/tcp6", localPort, remotePort))
                .orElseThrow(() -> new IOException("no connection from port " + localPort));
        for (var entry : pids.entrySet()) {
            if (holds(entry.getValue(), "socket:[" + inode + "]")) {
                return entry.getKey();
            }
        }
        throw new IOException("port " + localPort + " belongs to no node");
    }

    private static Optional<String> inode(String table, int localPort, int remotePort) {
        try (var lines = Files.lines(Path.of(table))) {
            return lines.map(line -> SPACES.split(line.strip()))
                    .filter(parts -> parts.length > INODE
                            && parts[1].endsWith(":%04X".formatted(localPort))
                            && parts[2].endsWith(":%04X".formatted(remotePort)))
                    .map(parts -> parts[INODE])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, String link) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (var file : files) {
                if (isLinkTo(file, link)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // It ended in between.
        }
        return false;
    }

    private static boolean isLinkTo(Path file, String link) {
        try {
            return Files.readSymbolicLink(file).toString().equals(link);
        } catch (IOException e) {
            // Closed in between.
            return false;
        }
    }
}
