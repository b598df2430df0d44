package io.takhin.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.takhin.cli.fake.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The man pages as groff sees them. */
class ManPagesIT {

    @Test
    void setsEveryPageWithoutAWarning() throws IOException, InterruptedException {
        // Given
        assumeTrue(Tool.isThere("groff"), "groff is not installed");
        var words = new ArrayList<>(List.of("groff", "-ww", "-mandoc", "-Tascii", "-P-c"));
        try (var files = Files.walk(Path.of("..", "man"))) {
            files.filter(Files::isRegularFile).sorted().map(Path::toString).forEach(words::add);
        }

        // When
        var result = new Tool(words.toArray(String[]::new)).run("");

        // Then
        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertTrue(result.out().contains("TAKHIN-TOPIC-CREATE(1)"));
    }
}
