package io.takhin.cli.complete;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** {@code completion}. */
public final class CompletionCommand implements Command {

    private static final Argument<Shell> SHELL = Argument.one(
            "SHELL", "bash, zsh or fish", new Completes.Words(Values.names(Shell.class)), Values.oneOf(Shell.class));

    private final Supplier<Catalogue> catalogue;

    /** Completes the commands of this catalogue, which is made when the command runs. */
    public CompletionCommand(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Description description() {
        return Description.of("completion", "print the completion script of a shell")
                .details("Packages install the scripts. They offer commands, options, and the topics, groups and"
                        + " servers that commands saw last, without starting anything; see FILES in takhin(1).")
                .arguments(SHELL)
                .example("source <(takhin completion bash)", "in ~/.bashrc")
                .example("takhin completion zsh >~/.zsh/completions/_takhin", "into a folder of $fpath")
                .example("takhin completion fish >~/.config/fish/completions/takhin.fish", "for fish")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var script = new CompletionScript(catalogue.get()).of(invocation.get(SHELL));
        invocation.console().out().write(script.getBytes(StandardCharsets.UTF_8));
    }
}
