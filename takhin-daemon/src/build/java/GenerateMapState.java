import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.Values;

/**
 * Part of the build: puts the class that Chronicle Map would generate and compile in each process into the jar, where
 * Chronicle looks first. Arguments: the folder of classes, and the version of Chronicle Map.
 */
final class GenerateMapState {

    private GenerateMapState() {}

    public static void main(String[] args) throws IOException {
        var classes = Path.of(args[0]);
        var stamp = classes.resolveSibling("chronicle-map-state-" + args[1]);
        var name = VanillaGlobalMutableState.class.getName() + "$$Native";
        var compiled = classes.resolve(name.replace('.', '/') + ".class");
        if (Files.exists(stamp) && Files.exists(compiled)) {
            return;
        }
        Files.deleteIfExists(compiled);
        var source = classes.resolveSibling("generated-sources").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, source());
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-g:none",
                        "-proc:none",
                        "-d",
                        args[0],
                        "-classpath",
                        System.getProperty("java.class.path"),
                        source.toString());
        if (exit != 0 || !Files.exists(compiled)) {
            throw new IllegalStateException("Chronicle Map's generated class does not compile: " + source);
        }
        Files.writeString(stamp, "");
    }

    /** Chronicle prints the source when asked to; that is the only way to it. */
    private static String source() {
        System.setProperty("chronicle.values.dumpCode", "true");
        var stdout = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Values.nativeClassFor(VanillaGlobalMutableState.class);
        } finally {
            System.setOut(stdout);
        }
        var text = printed.toString(StandardCharsets.UTF_8);
        return text.substring(text.indexOf("package "));
    }
}
