package io.takhin.cli.context;

import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import java.io.IOException;
import java.util.List;

/** {@code context list}. */
public final class ContextListCommand implements Command {

    private static final Table<ContextInfo> TABLE = new Table<ContextInfo>()
            .left("NAME", ContextInfo::name)
            .left("BOOTSTRAP", context -> String.join(",", context.bootstrap()))
            .left("PROTECTED", context -> context.isProtected() ? "yes" : "no")
            .left("IN USE", context -> context.inUse() ? "yes" : "no");

    private static final View<ContextList> VIEW = new View<>(
            ContextList::contexts,
            list -> list.contexts().stream().map(ContextInfo::name).toList(),
            (list, wide) -> List.of(TABLE.grid(list.contexts(), wide)));

    @Override
    public Description description() {
        return Description.of("context list", "list contexts by name")
                .example("takhin context list", "names and addresses")
                .output(ContextList.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var contexts = ContextOptions.file(invocation).read();
        var infos = contexts.all().stream()
                .map(context -> ContextInfo.of(context, contexts))
                .toList();
        invocation.print(VIEW, new ContextList(infos));
    }
}
