package io.takhin.cli.config;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.config.ConfigExplanation.Value;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.config.ConfigLoader;
import io.takhin.common.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code config explain}. */
public final class ConfigExplainCommand implements Command {

    private static final Option<Optional<Path>> CONFIG = Option.value(
                    "--config", "FILE", "the daemon's configuration, as of takhin serve", Path::of)
            .completing(Completes.FILE);
    private static final Option<Boolean> DEV = Option.flag("--dev", "the daemon's defaults for development");

    /** The flags that set keys, as serve has them. */
    private static final List<Option<Optional<String>>> FLAGS = ConfigSources.FLAGS.keySet().stream()
            .sorted()
            .map(flag -> Option.value(flag, "VALUE", "as of takhin serve", Values::text))
            .toList();

    private static final View<ConfigExplanation> VIEW = new View<>(
            all -> Stream.concat(all.options().stream(), all.keys().stream()).toList(),
            all -> Stream.concat(all.options().stream(), all.keys().stream())
                    .map(Value::name)
                    .toList(),
            (all, wide) -> List.of(
                    table("OPTION").grid(all.options(), wide), table("KEY").grid(all.keys(), wide)));

    @Override
    public Description description() {
        var options = new ArrayList<Option<?>>(List.of(CONFIG, DEV));
        options.addAll(FLAGS);
        return Description.of("config explain", "print every value in force and where it comes from")
                .details("First the options of commands, as a command would take them here and now; then the keys of"
                        + " the daemon's configuration, as takhin serve would with the same flags, file and"
                        + " variables. Secrets are not shown.")
                .options(options.toArray(Option[]::new))
                .example("takhin config explain", "where commands go from here")
                .example(
                        "takhin config explain --config /etc/takhin/takhin.yaml -o jsonl | grep -v default",
                        "what the service's file changes")
                .output(ConfigExplanation.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var flags = new HashMap<String, String>();
        for (var option : FLAGS) {
            invocation.get(option).ifPresent(value -> flags.put(option.name(), value));
        }
        var sources = new ConfigSources(
                invocation.get(CONFIG).orElse(null),
                invocation.get(DEV),
                flags,
                invocation.console().env());
        var keys = ConfigLoader.load(sources).values().stream()
                .map(value -> new Value(
                        value.key().path(),
                        shown(value.key().name(), value.text()),
                        value.origin().toString()))
                .toList();
        invocation.print(VIEW, new ConfigExplanation(options(invocation), keys));
    }

    private static List<Value> options(Invocation invocation) {
        var globals = invocation.globals();
        var target = globals.target().resolve();
        var context = target.context();
        var values = new ArrayList<Value>();
        values.add(new Value("--bootstrap", target.bootstrap(), target.bootstrapOrigin()));
        values.add(new Value(
                "--context",
                context == null ? "" : context.name(),
                context == null ? "default" : target.contextOrigin()));
        globals.choices().forEach(choice -> values.add(new Value(choice.option(), choice.value(), choice.origin())));
        return values;
    }

    /** The value of a key, unless it is a secret by its name. */
    private static String shown(String name, String value) {
        return value.isEmpty() || !name.matches("(?i).*(password|secret|token)") ? value : "(secret)";
    }

    private static Table<Value> table(String heading) {
        return new Table<Value>()
                .left(heading, Value::name)
                .left("VALUE", Value::value)
                .left("FROM", Value::origin);
    }
}
