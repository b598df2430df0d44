package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks at the Raft log of the first data group on disk. */
final class RaftLogFiles {

    private RaftLogFiles() {}

    private static Path folder(Path node) {
        var group = new GroupIds(RaftFixture.CLUSTER_ID, 1).data().getFirst();
        return node.resolve("raft").resolve(group.getUuid().toString()).resolve("current");
    }

    /**
     * Whether its first file is still there, under the name it has while it is open or the one it has when it is full.
     */
    static boolean startsAtTheBeginning(Path node) {
        try (Stream<Path> files = Files.list(folder(node))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> name.startsWith("log_0-") || name.equals("log_inprogress_0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How large it is. */
    static long bytes(Path node) {
        try (Stream<Path> files = Files.list(folder(node))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
