package io.takhin.cli.snapshot;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.common.snapshot.SnapshotReader;
import java.io.IOException;

/** {@code snapshot inspect} and {@code snapshot verify}. */
public final class SnapshotCheckCommand implements Command {

    private static final Argument<String> FILE =
            Argument.one("FILE", "the snapshot, - for standard input", Completes.FILE, Values::text);

    private final boolean whole;

    /** Reads all of it, or its beginning alone. */
    public SnapshotCheckCommand(boolean whole) {
        this.whole = whole;
    }

    @Override
    public Description description() {
        return whole
                ? Description.of("snapshot verify", "check every byte of a snapshot")
                        .details("Reads the whole file and checks each checksum. Exits 12 if a byte is not as it was"
                                + " written, or some are missing.")
                        .arguments(FILE)
                        .exits(ExitCode.NOT_FOUND, ExitCode.BAD_DATA)
                        .example("takhin snapshot verify backup.tks", "is it whole?")
                        .output(SnapshotFile.class)
                        .build()
                : Description.of("snapshot inspect", "see what a snapshot holds")
                        .details("Prints the partitions and their offsets from the beginning of the file, without"
                                + " reading the records.")
                        .arguments(FILE)
                        .exits(ExitCode.NOT_FOUND, ExitCode.BAD_DATA)
                        .example("takhin snapshot inspect backup.tks", "which topics are in it?")
                        .output(SnapshotFile.class)
                        .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = invocation.get(FILE);
        try (var in = SnapshotFile.open(file, invocation.console().in())) {
            var reader = new SnapshotReader(in);
            long bytes = whole ? reader.verify().bytes() : -1;
            invocation.print(SnapshotFile.VIEW, SnapshotFile.of(file, reader.header(), bytes));
        }
    }
}
