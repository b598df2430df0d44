package io.takhin.cli.config;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import java.io.IOException;

/** {@code config schema}. */
public final class ConfigSchemaCommand implements Command {

    @Override
    public Description description() {
        return Description.of("config schema", "print the JSON Schema of the daemon's configuration")
                .details("Editors check and complete takhin.yaml with it. It is the same for every value of -o.")
                .example("takhin config schema >takhin.schema.json", "for an editor")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        try (var schema = ConfigSchemaCommand.class.getResourceAsStream("takhin.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("takhin.schema.json is missing from the program");
            }
            schema.transferTo(invocation.console().out());
        }
    }
}
