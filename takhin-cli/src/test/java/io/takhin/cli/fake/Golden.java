package io.takhin.cli.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares output with the files under src/test/resources/golden; {@code -Dgolden.write=true} writes them anew. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void assertSame(String name, String actual) throws IOException {
        var file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertTrue(Files.exists(file), file + " is missing; write it with -Dgolden.write=true and read it");
        assertEquals(Files.readString(file), actual, "differs from " + file);
    }
}
