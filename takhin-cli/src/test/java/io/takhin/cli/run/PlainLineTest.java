package io.takhin.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import io.takhin.common.admin.client.HttpAdminClient;
import io.takhin.common.error.TakhinException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainLineTest {

    private static final int LINES = 2_000;
    private static final long SEED = 11;

    private final Catalogue catalogue = Commands.all(_ -> new HttpAdminClient(List.of()), () -> {});
    private final Random random = new Random(SEED);

    @Test
    void readsLinesAsPicocliDoesOrLeavesThemToIt() {
        int plain = 0;
        int refused = 0;
        for (int i = 0; i < LINES; i++) {
            // Given
            var words = randomLine();

            // When
            var read = PlainLine.read(catalogue, words);

            // Then
            var expected = picocli(words);
            if (read.isPresent()) {
                assertEquals(expected, read, "seed " + SEED + ", line " + words);
                plain++;
            }
            refused += expected.isEmpty() ? 1 : 0;
        }
        assertTrue(plain > LINES / 10, plain + " lines were plain");
        assertTrue(refused > LINES / 10, refused + " lines were refused");
    }

    @Test
    void readsWhatScriptsWrite() {
        for (var line : List.of(
                "version",
                "topic list",
                "topic list --bootstrap 127.0.0.1:7070,127.0.0.1:7071 -o json",
                "--bootstrap=127.0.0.1:7070 -o yaml topic describe orders --timeout 5s",
                "topic create orders --partitions 3 --replication-factor 3 --config retention.ms=1000 --config a=b",
                "add-voter 4 10.0.0.4:7000",
                "remove-server 4 --yes",
                "produce orders --key k",
                "version --help")) {
            var words = List.of(line.split(" "));
            assertEquals(picocli(words), PlainLine.read(catalogue, words), line);
            assertTrue(
                    PlainLine.read(catalogue, words).isPresent()
                            || picocli(words).isEmpty(),
                    line);
        }
    }

    private Optional<Line> picocli(List<String> words) {
        try {
            var reader = new PicocliLine(catalogue);
            var read = reader.read(words);
            return catalogue.find(String.join(" ", read.path())).map(entry -> reader.line(entry, read));
        } catch (TakhinException e) {
            return Optional.empty();
        }
    }

    private List<String> randomLine() {
        var entry = catalogue.entries().get(random.nextInt(catalogue.entries().size()));
        var description = catalogue.command(entry).description();
        var words = new ArrayList<String>();
        while (random.nextInt(6) == 0) {
            addOption(words, pick(GlobalOptions.all()));
        }
        words.addAll(description.path());
        for (var argument : description.arguments()) {
            addArgument(words, argument);
        }
        while (random.nextInt(5) < 2) {
            var own = random.nextBoolean() || description.options().isEmpty()
                    ? GlobalOptions.all()
                    : description.options();
            addOption(words, pick(own));
        }
        if (random.nextInt(4) == 0) {
            damage(words, description);
        }
        return words;
    }

    private void addArgument(List<String> words, Argument<?> argument) {
        int count = argument.countMin() + random.nextInt(Math.min(3, argument.countMax() - argument.countMin() + 1));
        for (int i = 0; i < count; i++) {
            words.add(value());
        }
    }

    private void addOption(List<String> words, Option<?> option) {
        var name = pick(option.names());
        if (option.shape() == Option.Shape.FLAG) {
            words.add(name);
        } else if (random.nextBoolean()) {
            words.add(name);
            words.add(value());
        } else {
            words.add(name + (random.nextInt(5) == 0 ? "" : "=") + value());
        }
    }

    private void damage(List<String> words, Description description) {
        int at = random.nextInt(words.size());
        switch (random.nextInt(5)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, value());
            case 2 -> words.add(at, words.get(random.nextInt(words.size())));
            case 3 -> words.set(at, words.get(at) + "x");
            default -> words.add(at, pick(description.path()));
        }
    }

    private String value() {
        return pick(List.of(
                "a",
                "12",
                "1@h:2",
                "",
                "-1",
                "-",
                "--",
                "--yes",
                "-q",
                "x y",
                "k=v",
                "=",
                "'q'",
                "\"q\"",
                "@file",
                "true",
                "list",
                "topic",
                "${x}",
                "--output",
                "-o",
                "-qv",
                "-ojson",
                "0",
                "a,b"));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
