package io.takhin.cli.shell;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.EndedException;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Globals;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Lines;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code repl}. */
public final class ReplCommand implements Command {

    private final Clients clients;
    private final Supplier<Lines> lines;
    private final Runnable signalsAreTaken;

    /**
     * Runs lines with these.
     *
     * @param clients through which the prompt looks at the cluster
     * @param lines runs the lines
     * @param signalsAreTaken told before a person is asked, as Ctrl-C then means the running command
     */
    public ReplCommand(Clients clients, Supplier<Lines> lines, Runnable signalsAreTaken) {
        this.clients = clients;
        this.lines = lines;
        this.signalsAreTaken = signalsAreTaken;
    }

    @Override
    public Description description() {
        return Description.of("repl", "type many commands, with completion and history")
                .details("Commands are typed without the word takhin and are the same as outside. TAB completes"
                        + " commands, options and live names; what can't be right is red; an open quote or a backslash"
                        + " at the end continues in the next line. The prompt shows the cluster, its leader and its"
                        + " health.")
                .details("Ctrl-C cancels the running command or throws the line away, Ctrl-D leaves with the exit code"
                        + " of the last command. Long output goes through PAGER, less if not set.")
                .details("The history does not keep lines that begin with a blank or look as if they held a secret."
                        + " Off a terminal it is \"takhin batch -\".")
                .details("The options given here hold for each line that does not have its own.")
                .example("takhin repl", "with the context in use")
                .example("takhin repl --context dev", "with another")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var console = invocation.console();
        var session = new Session(lines.get(), GlobalOptions.inherited(invocation.globals(), console.env()));
        if (!console.attached().in() || !console.attached().out()) {
            new Batch(session, console).runStream(console.in());
            return;
        }
        signalsAreTaken.run();
        ExitCode last;
        Supplier<Globals> globals = () -> GlobalOptions.resolve(option -> List.of(), session.env());
        try (var terminal = terminal();
                var status = new ClusterStatus(clients, globals)) {
            last = new Repl(session, console, terminal, status, globals).run();
        }
        if (last != ExitCode.OK) {
            throw new EndedException(last);
        }
    }

    private static Terminal terminal() {
        try {
            return TerminalBuilder.builder().system(true).dumb(true).build();
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.INTERNAL, "the terminal can't be used: " + e.getMessage())
                            .withHint("pipe the commands into: takhin batch -"),
                    e);
        }
    }
}
