package io.takhin.daemon.adapter.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chronicle Map generates and compiles a class in each process unless it finds it on the class path. */
class GeneratedMapClassIT {

    private static final String GENERATED = "net.openhft.chronicle.hash.VanillaGlobalMutableState$$Native";

    @TempDir
    Path folder;

    /** Opens a store, as a process of its own. */
    public static void main(String[] args) throws Exception {
        try (var store = ChronicleMetadataStore.open(Path.of(args[0]))) {
            store.apply(1, MetadataStoreContractTest.someEvents());
        }
    }

    @Test
    void opensAMapWithoutACompiler() throws Exception {
        // When
        var output = folder.resolve("output");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + accessOptions(),
                        "-Xlog:class+load:stdout",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        GeneratedMapClassIT.class.getName(),
                        folder.resolve("meta").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));

        // Then
        var lines = Files.readAllLines(output);
        assertEquals(0, process.exitValue(), String.join("\n", lines));
        var generated =
                lines.stream().filter(line -> line.contains(GENERATED + " ")).toList();
        assertEquals(1, generated.size());
        assertTrue(generated.getFirst().contains("source: file:"), generated.getFirst());
        var compiling = lines.stream()
                .filter(line -> line.contains("com.sun.tools.javac.comp."))
                .toList();
        assertEquals(0, compiling.size(), () -> "the compiler ran: " + compiling.getFirst());
        assertTrue(Files.exists(folder.resolve("meta").resolve("CLEAN")));
    }

    private static Path accessOptions() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("packaging/jvm/access.jvm"))) {
            folder = folder.getParent();
        }
        return folder.resolve("packaging/jvm/access.jvm");
    }
}
