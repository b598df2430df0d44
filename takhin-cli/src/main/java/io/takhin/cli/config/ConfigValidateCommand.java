package io.takhin.cli.config;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.config.ConfigLoader;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code config validate}. */
public final class ConfigValidateCommand implements Command {

    private static final Argument<Path> FILE =
            Argument.one("FILE", "the configuration, in YAML", Completes.FILE, Path::of);

    private static final View<ConfigValidation> VIEW = View.of(
            validation -> List.of(validation.file()),
            (validation, wide) -> List.of(
                    new Block.Line("valid: " + validation.file() + " sets " + Text.count(validation.keys(), "key"))));

    @Override
    public Description description() {
        return Description.of("config validate", "check a configuration file of the daemon")
                .details("Tells all problems at once, each with key, value and line, and exits 2. Only the file"
                        + " counts, not the environment; the folders and addresses in it are not tried.")
                .arguments(FILE)
                .example("takhin config validate /etc/takhin/takhin.yaml", "before restarting the service")
                .output(ConfigValidation.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = invocation.get(FILE);
        var loaded = ConfigLoader.load(new ConfigSources(file, false, Map.of(), Map.of()));
        long keys = loaded.values().stream()
                .filter(value -> value.origin().kind() == Origin.Kind.FILE)
                .count();
        invocation.print(VIEW, new ConfigValidation(file.toString(), true, (int) keys));
    }
}
