package io.takhin.cli.context;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.View;
import io.takhin.cli.user.Context;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code context show}. */
public final class ContextShowCommand implements Command {

    private static final Argument<Optional<String>> NAME = Argument.optional(
            "NAME",
            "the context; without it the one that commands would take",
            Completes.CONTEXT,
            Context::checkedName);

    private static final View<ContextInfo> VIEW = View.of(
            context -> List.of(context.name()),
            (context, wide) -> List.of(new Block.Fields(List.of(
                    new Field("Context", context.name()),
                    new Field("Bootstrap", String.join(",", context.bootstrap())),
                    new Field("Protected", context.isProtected() ? "yes" : "no"),
                    new Field("In use", context.inUse() ? "yes" : "no")))));

    @Override
    public Description description() {
        return Description.of("context show", "show a context, or the one in use")
                .details("Exits 3 if no context is in use. \"takhin config explain\" shows what commands do then.")
                .arguments(NAME)
                .exits(ExitCode.NOT_FOUND)
                .example("takhin context show", "what commands would talk to")
                .example("takhin context show -o name", "its name alone, for a prompt")
                .output(ContextInfo.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var contexts = ContextOptions.file(invocation).read();
        var context = invocation
                .get(NAME)
                .map(name -> ContextOptions.find(contexts, name))
                .or(() -> Optional.ofNullable(
                        invocation.globals().target().resolve().context()))
                .orElseThrow(() -> new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "no context is in use")
                        .withHint("see: takhin context list, takhin context use NAME")));
        invocation.print(VIEW, ContextInfo.of(context, contexts));
    }
}
