import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Formats every Java source of the project with palantir-java-format: {@code Format fix|check ROOT}.
 *
 * <p>{@code fix} rewrites what is not formatted and names it; {@code check} only names it and exits 1. A program of our
 * own because Maven may run on an older Java, which cannot parse these sources: this one runs on the project's JDK,
 * once for all modules.
 */
public final class Format {

    private enum Mode {
        FIX,
        CHECK
    }

    private record Result(Path file, Optional<String> formatted, Optional<String> problem) {}

    public static void main(String[] args) throws IOException {
        Mode mode = Mode.valueOf(args[0].toUpperCase(Locale.ROOT));
        Path root = Path.of(args[1]).toRealPath();
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());

        List<Result> wrong = sources(root).parallelStream()
                .map(file -> format(formatter, file))
                .filter(result -> result.formatted().isPresent() || result.problem().isPresent())
                .toList();

        boolean failed = false;
        for (Result result : wrong) {
            Path shown = root.relativize(result.file());
            if (result.problem().isPresent()) {
                System.err.println("cannot be parsed: " + shown + ": " + result.problem().get());
                failed |= mode == Mode.CHECK; // otherwise the compiler says it better
            } else if (mode == Mode.FIX) {
                Files.writeString(result.file(), result.formatted().orElseThrow());
                System.err.println("formatted: " + shown);
            } else {
                System.err.println("not formatted: " + shown);
                failed = true;
            }
        }
        if (failed) {
            System.err.println("To format: mvn -pl format process-sources");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Format::javaFiles)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result format(Formatter formatter, Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatter.formatSourceAndFixImports(source);
            return new Result(file, formatted.equals(source) ? Optional.empty() : Optional.of(formatted), Optional.empty());
        } catch (FormatterException e) {
            return new Result(file, Optional.empty(), Optional.of(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
