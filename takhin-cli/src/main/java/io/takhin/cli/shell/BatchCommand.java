package io.takhin.cli.shell;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Lines;
import io.takhin.cli.command.Values;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** {@code batch}. */
public final class BatchCommand implements Command {

    private static final Argument<String> FILE =
            Argument.one("FILE", "the commands, - for standard input", Completes.FILE, Values::text);

    private final Supplier<Lines> lines;

    /** Runs lines with this. */
    public BatchCommand(Supplier<Lines> lines) {
        this.lines = lines;
    }

    @Override
    public Description description() {
        return Description.of("batch", "run the commands of a file in one process")
                .details("A command per line, without the word takhin. Quotes, backslashes and # are those of a shell;"
                        + " a backslash at the end continues the line. Nothing else of a shell is there.")
                .details("It stops at the first command that fails and exits with that command's code. A file is"
                        + " checked whole before its first command runs: one misspelt line, and nothing is run, exit"
                        + " 2. Standard input is run as it comes, and its commands have no input of their own.")
                .details("The options given here hold for each line that does not have its own.")
                .arguments(FILE)
                .example("takhin batch topics.txt --context dev", "many changes, one start")
                .example("printf '%s\\n' 'topic list' health | takhin batch -", "from a pipe")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var name = invocation.get(FILE);
        var env = GlobalOptions.inherited(
                invocation.globals(), invocation.console().env());
        var batch = new Batch(new Session(lines.get(), env), invocation.console());
        if (name.equals("-")) {
            batch.runStream(invocation.console().in());
        } else {
            batch.runFile(name, text(name));
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, name + " can't be read: " + e), e);
        }
    }
}
