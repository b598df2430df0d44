package io.takhin.cli.about;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.JsonSchema;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code schema}. */
public final class SchemaCommand implements Command {

    private static final Argument<List<String>> WORDS =
            Argument.many("COMMAND", "the words of a command, such as topic list", 1, Completes.COMMAND, Values::text);

    private final Function<String, Optional<Description>> descriptions;

    /** Finds the descriptions of commands, by their words, with this. */
    public SchemaCommand(Function<String, Optional<Description>> descriptions) {
        this.descriptions = descriptions;
    }

    @Override
    public Description description() {
        return Description.of("schema", "print the JSON Schema of a command's output")
                .details("The schema is of the document that the command prints with -o json. It is the same for"
                        + " every value of -o here.")
                .arguments(WORDS)
                .exits(ExitCode.NOT_FOUND)
                .example("takhin schema topic describe", "what a script may rely on")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var name = String.join(" ", invocation.get(WORDS));
        var description = descriptions
                .apply(name)
                .orElseThrow(() ->
                        new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no command \"" + name + "\"")
                                .withHint("see: takhin --help")));
        var out = invocation.console().out();
        if (name.equals("consume")) {
            out.write(recordSchema());
        } else {
            var type = description
                    .output()
                    .orElseThrow(() -> TakhinException.of(
                            ErrorCode.NOT_FOUND, "\"takhin " + name + "\" prints no document, so it has no schema"));
            out.write(JsonSchema.of("takhin " + name, type));
        }
        out.flush();
    }

    /** The one document that is no Java record: it is written a billion times, by hand. */
    private static byte[] recordSchema() throws IOException {
        try (var in = SchemaCommand.class.getResourceAsStream("record-schema.json")) {
            if (in == null) {
                throw new IllegalStateException("record-schema.json is missing from the program");
            }
            return in.readAllBytes();
        }
    }
}
