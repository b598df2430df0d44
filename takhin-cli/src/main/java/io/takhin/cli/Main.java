package io.takhin.cli;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Globals;
import io.takhin.cli.console.Console;
import io.takhin.cli.console.ProcessConsole;
import io.takhin.cli.run.Cli;
import io.takhin.cli.run.Commands;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.Endpoint;
import io.takhin.common.admin.client.HttpAdminClient;
import java.util.List;
import java.util.Optional;

/** The program's entry point. */
public final class Main {

    private Main() {}

    /**
     * Runs the command that the words name and ends the process with its exit code. It ends without the orderly steps
     * of the JVM, as they cost 5 ms and everything is flushed, unless {@code TAKHIN_ORDERLY_EXIT} is set, as it must be
     * where the JVM has something to write at its end: an AOT cache, a profile.
     */
    public static void main(String[] words) {
        var console = ProcessConsole.open();
        var code = run(console, List.of(words));
        if (code.isEmpty()) {
            return; // a signal ends the process, with its own code
        }
        if (console.env().containsKey("TAKHIN_ORDERLY_EXIT")) {
            System.exit(code.get().code());
        }
        Runtime.getRuntime().halt(code.get().code());
    }

    /** Runs a command line on this thread. Empty if a signal is ending the process. */
    static Optional<ExitCode> run(Console console, List<String> words) {
        var ending = Ending.install(Thread.currentThread());
        boolean decides;
        ExitCode code;
        try {
            code = new Cli(Commands.all(Main::client, ending::release), console).run(words);
        } finally {
            decides = ending.commandEnded();
        }
        return decides ? Optional.of(code) : Optional.empty();
    }

    private static AdminClient client(Globals globals) {
        return new HttpAdminClient(
                globals.bootstrap().stream().map(Endpoint::parse).toList());
    }
}
