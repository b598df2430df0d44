package io.takhin.cli.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextFileTest {

    private static final Context DEV = new Context("dev", "127.0.0.1:7070", false);
    private static final Context PROD = new Context("prod", "db1:7070,[::1]:7070", true);

    @TempDir
    private Path home;

    private ContextFile file;

    @BeforeEach
    void setUp() {
        file = ContextFile.of(new UserFolders(Map.of("HOME", home.toString())));
    }

    @Test
    void readsWhatItWroteAndKeepsItForItsOwnerAlone() throws IOException {
        // Given
        var contexts = Contexts.NONE.with(PROD).with(DEV).using("prod");

        // When
        file.write(contexts);

        // Then
        assertEquals(contexts, file.read());
        assertEquals(home.resolve(".config/takhin/contexts.yaml"), file.path());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file.path().getParent())));
        try (var files = Files.list(file.path().getParent())) {
            assertEquals(List.of(file.path()), files.toList());
        }
    }

    @Test
    void hasNoContextsWithoutAFile() {
        assertEquals(Contexts.NONE, file.read());
    }

    @Test
    void takesWhatAPersonWrites() throws IOException {
        // Given
        write("""
            # mine

            current: "prod"   # for now
            contexts:
              prod:
                # both
                bootstrap: 'db1:7070,[::1]:7070'
                protected: true
              dev:
                bootstrap: 127.0.0.1:7070
            """);

        // When
        var contexts = file.read();

        // Then
        assertEquals(new Contexts("prod", List.of(DEV, PROD)), contexts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curent: a|1: unknown key \"curent\"; there are current and contexts",
                "current|1: expected \"KEY: VALUE\"",
                "contexts:\\n  a:\\n    protected: yes|3: \"yes\" is neither true nor false",
                "contexts:\\n  a:\\n    protected: true|3: context \"a\" has no bootstrap",
                "contexts:\\n  a:\\n    bootstrap: x:1\\n  a:|4: \"a\" is there twice",
                "contexts:\\n  a:\\n    bootstrap: x:1\\n    bootstrap: y:1|4: \"bootstrap\" is there twice",
                "contexts:\\n   a:|2: expected two blanks for each level",
                "'  a:'|1: a context belongs below \"contexts:\", as \"  NAME:\"",
                "contexts:\\n    bootstrap: x:1|2: \"bootstrap\" belongs to no context",
                "current: a|1: the current context \"a\" is not among them",
            })
    void namesTheLineThatIsWrong(String text, String problem) throws IOException {
        // Given
        write(text.replace("\\n", "\n"));

        // When
        var failure = assertThrows(TakhinException.class, file::read);

        // Then
        assertEquals(file.path() + ":" + problem, failure.error().message());
        assertEquals(ErrorCode.USAGE, failure.error().code());
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.path().getParent());
        Files.writeString(file.path(), text);
    }
}
