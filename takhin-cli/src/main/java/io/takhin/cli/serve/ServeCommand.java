package io.takhin.cli.serve;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.OutputForm;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.app.Serve;
import io.takhin.daemon.app.ServeOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** {@code serve}: the daemon, in this process. */
public final class ServeCommand implements Command {

    private static final Option<Optional<Path>> CONFIG = Option.value(
                    "--config", "FILE", "the configuration, in YAML", Path::of)
            .completing(Completes.FILE);
    private static final Option<Boolean> DEV =
            Option.flag("--dev", "one node without consensus; topics are created when first used; no file needed");
    private static final Option<Optional<String>> ID =
            Option.value("--id", "N", "the node's id", word -> String.valueOf(Values.count(word)));
    private static final Option<Optional<String>> DATA_DIR = Option.value(
                    "--data-dir", "FOLDER", "where it keeps its data", Values::text)
            .completing(Completes.FOLDER);
    private static final Option<Optional<String>> KAFKA =
            Option.value("--kafka", "HOST:PORT", "where it listens for Kafka clients", Values::endpoint);
    private static final Option<Optional<String>> ADMIN =
            Option.value("--admin", "HOST:PORT", "where it listens for these commands", Values::endpoint);
    private static final Option<Optional<String>> RAFT =
            Option.value("--raft", "HOST:PORT", "where it listens for other nodes", Values::endpoint);
    private static final Option<Optional<String>> INITIAL_VOTERS =
            Option.value("--initial-voters", "ID@HOST:PORT,...", "the voters of a new cluster", Values::text);

    private static final List<Option<Optional<String>>> FLAGS =
            List.of(ID, DATA_DIR, KAFKA, ADMIN, RAFT, INITIAL_VOTERS);

    private final Runnable signalsAreTaken;

    /** Tells {@code signalsAreTaken} before the daemon starts, as it minds signals itself from then on. */
    public ServeCommand(Runnable signalsAreTaken) {
        this.signalsAreTaken = signalsAreTaken;
    }

    @Override
    public Description description() {
        return Description.of("serve", "run the daemon")
                .details("Runs until SIGTERM or SIGINT, which close it in order. Prints one line with its addresses"
                        + " when it serves, as JSON with -o json; its log goes to standard error. Port 0 takes any"
                        + " free port.")
                .details("A value comes from its flag, else from its TAKHIN_ variable, else from the file.")
                .options(CONFIG, DEV, ID, DATA_DIR, KAFKA, ADMIN, RAFT, INITIAL_VOTERS)
                .exits(ExitCode.CONFLICT, ExitCode.INTERRUPTED, ExitCode.TERMINATED)
                .example("takhin serve --dev", "to try it out")
                .example("takhin serve --config /etc/takhin/takhin.yaml", "as a service does")
                .example("takhin serve --dev --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json", "in a test")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var flags = new HashMap<String, String>();
        for (var option : FLAGS) {
            invocation.get(option).ifPresent(value -> flags.put(option.name(), value));
        }
        var form = invocation.globals().output();
        var options = new ServeOptions(
                invocation.get(CONFIG).orElse(null),
                invocation.get(DEV),
                flags,
                invocation.console().env(),
                form == OutputForm.JSON || form == OutputForm.JSONL);
        signalsAreTaken.run();
        var out = new PrintStream(invocation.console().out(), true, StandardCharsets.UTF_8);
        int code = Serve.run(options, out, invocation.console().err());
        throw TakhinException.of(
                ErrorCode.INTERNAL, "the daemon stopped itself after a fault (" + code + "); its log says why");
    }
}
