package io.takhin.cli.context;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.common.admin.topic.Change;
import java.io.IOException;

/** {@code context remove}. */
public final class ContextRemoveCommand implements Command {

    @Override
    public Description description() {
        return Description.of("context remove", "forget a context")
                .details("Nothing happens to the cluster. If the context is in use or protected it asks first, unless"
                        + " --yes is given.")
                .arguments(ContextOptions.NAME)
                .exits(ExitCode.NOT_FOUND, ExitCode.REFUSED)
                .example("takhin context remove old", "asks if it is in use or protected")
                .output(ContextChange.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var file = ContextOptions.file(invocation);
        var before = file.read();
        var context = ContextOptions.find(before, invocation.get(ContextOptions.NAME));
        boolean inUse = context.name().equals(before.current());
        if (inUse || context.guarded()) {
            invocation.confirm(
                    "Forget context " + context.name() + ", which is " + (inUse ? "in use" : "protected") + "?");
        }
        var after = before.without(context.name());
        file.write(after);
        invocation.print(ContextChange.VIEW, new ContextChange(Change.DELETED, ContextInfo.of(context, after)));
    }
}
