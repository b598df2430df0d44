package io.takhin.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;

/** Shows output that is longer than the screen page by page, with PAGER or less. */
final class Pager {

    private final Map<String, String> env;
    private final OutputStream out;

    Pager(Map<String, String> env, OutputStream out) {
        this.env = env;
        this.out = out;
    }

    /** Shows a whole output; as it is where it fits the screen, or where there is no pager. */
    void show(ByteArrayOutputStream output, Size screen) throws IOException, InterruptedException {
        if (!isLonger(output.toByteArray(), screen.getRows(), screen.getColumns()) || !page(output)) {
            output.writeTo(out);
            out.flush();
        }
    }

    static boolean isLonger(byte[] output, int rows, int columns) {
        int lines = 0;
        int width = 0;
        for (byte b : output) {
            width++;
            if (b == '\n' || (columns > 0 && width > columns)) {
                lines++;
                width = 0;
            }
        }
        return rows > 0 && lines >= rows;
    }

    private boolean page(ByteArrayOutputStream output) throws InterruptedException {
        var pager = env.getOrDefault("PAGER", "less");
        if (pager.isBlank() || pager.equals("cat")) {
            return false;
        }
        var builder = new ProcessBuilder(List.of("sh", "-c", pager))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("LESS", "FRX");
        try {
            var process = builder.start();
            try (var in = process.getOutputStream()) {
                output.writeTo(in);
            } catch (IOException e) {
                // the person has seen enough, or there is no such pager: its exit code tells
            }
            return process.waitFor() != 127;
        } catch (IOException e) {
            return false;
        }
    }
}
