package io.takhin.cli.shell;

import io.takhin.cli.command.Completes;
import io.takhin.cli.complete.Suggestions;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.NameCache;
import io.takhin.cli.user.Target;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The names that live outside the command line: those that commands saw, contexts, files. Silent where there is none.
 */
final class LiveNames implements Suggestions.Names {

    private static final int FILES_MAX = 1000;

    private final Supplier<Target> target;

    /** Offers the names of the cluster that commands talk to by default. */
    LiveNames(Supplier<Target> target) {
        this.target = target;
    }

    @Override
    public List<String> of(Completes.Kind kind, String begun) {
        var all = switch (kind) {
            case TOPIC -> seen(NameCache.Kind.TOPICS);
            case GROUP -> seen(NameCache.Kind.GROUPS);
            case SERVER -> seen(NameCache.Kind.SERVERS);
            case CONTEXT -> contexts();
            case FILE -> files(begun, false);
            case FOLDER -> files(begun, true);
            case COMMAND -> List.<String>of();
        };
        return all.stream().filter(name -> name.startsWith(begun)).toList();
    }

    private List<String> seen(NameCache.Kind kind) {
        try {
            return NameCache.of(target.get()).map(names -> names.read(kind)).orElse(List.of());
        } catch (TakhinException e) {
            return List.of(); // the command itself will say what is wrong with the contexts
        }
    }

    private List<String> contexts() {
        try {
            return ContextFile.of(target.get().folders()).read().all().stream()
                    .map(Context::name)
                    .toList();
        } catch (TakhinException e) {
            return List.of(); // the command itself will say what is wrong with the contexts
        }
    }

    private static List<String> files(String begun, boolean foldersOnly) {
        int slash = begun.lastIndexOf('/');
        var parent = begun.substring(0, slash + 1);
        try (var files = Files.list(Path.of(parent.isEmpty() ? "." : parent))) {
            return files.filter(file -> !foldersOnly || Files.isDirectory(file))
                    .filter(file -> !Files.isDirectory(file) || Files.isReadable(file))
                    .limit(FILES_MAX)
                    .map(file -> parent + name(file) + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // what can't be read is not offered
        }
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }
}
