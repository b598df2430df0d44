package io.takhin.cli.context;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.common.admin.topic.Change;
import java.io.IOException;

/** {@code context use}. */
public final class ContextUseCommand implements Command {

    @Override
    public Description description() {
        return Description.of("context use", "use a context from now on")
                .details("Commands that are told no other cluster, by flag or variable, talk to this one's.")
                .arguments(ContextOptions.NAME)
                .exits(ExitCode.NOT_FOUND)
                .example("takhin context use prod", "all commands from now on")
                .example("takhin topic list --context prod", "only this one")
                .output(ContextChange.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = ContextOptions.file(invocation);
        var before = file.read();
        var context = ContextOptions.find(before, invocation.get(ContextOptions.NAME));
        var after = before.using(context.name());
        if (!after.equals(before)) {
            file.write(after);
        }
        var change = after.equals(before) ? Change.UNCHANGED : Change.CHANGED;
        invocation.print(ContextChange.VIEW, new ContextChange(change, ContextInfo.of(context, after)));
    }
}
