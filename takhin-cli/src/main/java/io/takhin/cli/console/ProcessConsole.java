package io.takhin.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The console of this process. Standard output is taken from its descriptor: {@link System#out} hides the error of a
 * closed pipe.
 */
public final class ProcessConsole {

    private static final int OUT_BYTES = 1 << 16;

    private ProcessConsole() {}

    /** Opens it. Call once. */
    public static Console open() {
        var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BYTES);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var attached = new Console.Attached(isTerminal(0), isTerminal(1), isTerminal(2));
        return new Console(
                new FileInputStream(FileDescriptor.in),
                out,
                err,
                System.getenv(),
                attached,
                InstantSource.system(),
                System::nanoTime);
    }

    /**
     * Asks the kernel rather than {@link System#console()}, which knows nothing of single streams and costs 40 ms of
     * start. Where there is no /proc, a stream counts as no terminal unless the JDK says that all are.
     */
    private static boolean isTerminal(int descriptor) {
        var link = Path.of("/proc/self/fd/" + descriptor);
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            var console = Files.exists(Path.of("/proc/self")) ? null : System.console();
            return console != null && console.isTerminal();
        }
    }
}
