package io.takhin.common.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The references that are checked in are what the types say now. */
class ReferencesTest {

    private static final String COMMAND = "mvn -pl takhin-common test -Dtest=ReferencesTest -Dtakhin.references=write";

    /** Tests run in their module's folder. */
    private static final Path DOCS = Path.of("..", "docs");

    private static void check(String name, String text) throws IOException {
        var file = DOCS.resolve(name);
        if ("write".equals(System.getProperty("takhin.references"))) {
            Files.createDirectories(DOCS);
            Files.writeString(file, text);
        }
        var present = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(text, present, () -> "docs/" + name + " is stale; write it anew: " + COMMAND);
    }

    @Test
    void tellsTheAdminApi() throws IOException {
        check("admin-api.md", References.adminApi());
    }

    @Test
    void tellsTheConfiguration() throws IOException {
        check("configuration.md", ConfigReferences.reference());
    }

    @Test
    void givesEditorsASchemaOfTheConfiguration() throws IOException {
        check("takhin.schema.json", ConfigReferences.schema());
    }
}
