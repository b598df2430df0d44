package io.takhin.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.complete.CompletionScript;
import io.takhin.cli.complete.Shell;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.record.format.Format;
import io.takhin.cli.run.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts and man pages that are checked in are what the commands say now. */
class GeneratedFilesTest {

    /** What writes them anew, with the golden files of the same commands. */
    static final String COMMAND =
            "write it anew with: mvn -pl takhin-cli -am test -Dtest='GeneratedFilesTest,CommandLineTest'"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true";

    /** Tests run in their module's folder. */
    private static final Path ROOT = Path.of("..");

    private final Catalogue catalogue = Commands.all(globals -> new FakeAdminClient(), () -> {});

    @ParameterizedTest
    @EnumSource
    void completesInEachShell(Shell shell) throws IOException {
        check("completions/takhin." + shell.name().toLowerCase(Locale.ROOT), new CompletionScript(catalogue).of(shell));
    }

    @Test
    void hasAManPageForEachCommandAndNoOther() throws IOException {
        // Given
        var pages = new TreeMap<>(new CommandPages(catalogue).all());
        pages.put("takhin.1", new ProgramPage(catalogue).text());

        // When
        checkFolder("man/man1", pages);

        // Then
        assertTrue(pages.containsKey("takhin-topic-create.1"));
        assertTrue(pages.containsKey("takhin-topic.1"));
    }

    @Test
    void hasAManPageForTheConfigurationAndForFormats() throws IOException {
        checkFolder("man/man5", Map.of("takhin.yaml.5", ConfigPage.text()));
        checkFolder("man/man7", Map.of("takhin-format.7", FormatPage.text()));
    }

    @Test
    void explainsOnlyFieldsThatExist() {
        for (var field : FormatPage.FIELDS.keySet()) {
            assertEquals(field, Format.parse(field).text());
        }
        for (var example : FormatPage.EXAMPLES.keySet()) {
            assertEquals(example, Format.parse(example).text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascii", "hex64", "hex32", "hex16", "hex8", "big64", "little8"})
    void explainsEveryFormOfNumbers(String form) {
        assertTrue(FormatPage.text().contains("{" + form + "}"));
        assertEquals(1, Format.parse("%o{" + form + "}").parts().size());
    }

    private static void checkFolder(String name, Map<String, String> pages) throws IOException {
        var folder = ROOT.resolve(name);
        var present = new TreeSet<String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).forEach(present::add);
            }
        }
        for (var page : pages.entrySet()) {
            check(name + "/" + page.getKey(), page.getValue());
            present.remove(page.getKey());
        }
        for (var orphan : present) {
            if (Boolean.getBoolean("golden.write")) {
                Files.delete(folder.resolve(orphan));
            } else {
                assertEquals("", orphan, () -> name + "/" + orphan + " belongs to no command; " + COMMAND);
            }
        }
    }

    private static void check(String name, String text) throws IOException {
        var file = ROOT.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        var present = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(text, present, () -> name + " is stale; " + COMMAND);
    }
}
