package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.GroupIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks at the Raft log of the first data group on disk. */
final class RaftLogFiles {

    private static final Pattern NAME = Pattern.compile("log_(?:inprogress_)?(\\d+).*");

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

    /** The first entry in a data group's log. */
    static long start(Path node, int group) {
        return starts(node, group).min().orElseThrow();
    }

    /** The first entry in the newest file of a data group's log. */
    static long newestFileStart(Path node, int group) {
        return starts(node, group).max().orElseThrow();
    }

    private static LongStream starts(Path node, int group) {
        var id = new GroupIds(RaftFixture.CLUSTER_ID, NodeProcess.DATA_GROUPS)
                .data()
                .get(group);
        var folder = node.resolve("raft").resolve(id.getUuid().toString()).resolve("current");
        return Stream.of(Objects.requireNonNull(folder.toFile().list()))
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)));
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
