package io.takhin.cli.about;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code version}. */
public final class VersionCommand implements Command {

    private static final View<VersionInfo> VIEW = View.of(
            info -> List.of(info.version()),
            (info, wide) ->
                    List.of(new Block.Line("takhin " + info.version() + (wide ? " (Java " + info.java() + ")" : ""))));

    private final VersionInfo info;

    /** Prints this. */
    public VersionCommand(VersionInfo info) {
        this.info = info;
    }

    /** Prints what this process is. */
    public static VersionCommand ofThisProgram() {
        return new VersionCommand(new VersionInfo(version(), Runtime.version().toString()));
    }

    /** The version of this program. */
    public static String version() {
        var declared = VersionCommand.class.getPackage().getImplementationVersion();
        if (declared != null) {
            return declared; // without opening a jar: a cache of classes keeps their manifest
        }
        try (var in = Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Description description() {
        return Description.of("version", "print the version of this program")
                .details("The version of a running daemon is in \"takhin cluster info\".")
                .output(VersionInfo.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        invocation.print(VIEW, info);
    }
}
