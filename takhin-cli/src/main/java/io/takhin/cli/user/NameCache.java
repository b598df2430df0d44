package io.takhin.cli.user;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names that commands saw of one cluster, for completion: a file per kind, a name per line, sorted. The shells read
 * the files themselves, so their place and form are shared with the completion scripts. Nothing depends on them: what
 * can't be read is nothing, and what can't be written is left.
 *
 * @param folder where they are, of mode 0700
 */
public record NameCache(Path folder) {

    /** Beyond this a shell takes longer to read them than a person waits. */
    private static final int NAMES_MAX = 20_000;

    private static final int BYTES_MAX = 8 << 20;
    private static final int FILE_NAME_BYTES_MAX = 255;

    /** What has names. */
    public enum Kind {
        /** Topics. */
        TOPICS("topics"),
        /** Consumer groups. */
        GROUPS("groups"),
        /** Servers, by their ids. */
        SERVERS("servers");

        private final String file;

        Kind(String file) {
            this.file = file;
        }
    }

    /** Those of the cluster that a command talks to; absent where there is no place for them. */
    public static Optional<NameCache> of(Target target) {
        var resolved = target.resolve();
        var context = resolved.context();
        var key = resolved.ofContext() && context != null
                ? "context-" + context.name()
                : "at-" + resolved.bootstrap().replace('/', '_');
        return key.getBytes(StandardCharsets.UTF_8).length > FILE_NAME_BYTES_MAX
                ? Optional.empty()
                : target.folders()
                        .cache()
                        .map(cache -> new NameCache(cache.resolve("names").resolve(key)));
    }

    /** The names of a kind, none if they can't be read. */
    public List<String> read(Kind kind) {
        var file = folder.resolve(kind.file);
        try {
            return Files.exists(file) && Files.size(file) <= BYTES_MAX ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** These are all there are. */
    public void replace(Kind kind, Collection<String> names) {
        write(kind, new TreeSet<>(names));
    }

    /** These are there as well, or no longer. */
    public void change(Kind kind, Collection<String> added, Collection<String> removed) {
        var names = new TreeSet<>(read(kind));
        names.addAll(added);
        names.removeAll(removed);
        write(kind, names);
    }

    private void write(Kind kind, Collection<String> names) {
        var shown = names.stream().filter(NameCache::isPlain).limit(NAMES_MAX).toList();
        if (shown.equals(read(kind))) {
            return;
        }
        try {
            PrivateFiles.replace(folder.resolve(kind.file), shown.isEmpty() ? "" : String.join("\n", shown) + "\n");
        } catch (IOException e) {
            return; // the command that saw the names has not failed
        }
    }

    /** A name that a shell can take as it is; other names are not offered. */
    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith("__")
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'`$\\!*?[]{}()<>|&;#~".indexOf(c) < 0);
    }
}
