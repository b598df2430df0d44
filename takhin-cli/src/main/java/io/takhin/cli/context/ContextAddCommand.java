package io.takhin.cli.context;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.Contexts;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;

/** {@code context add}. */
public final class ContextAddCommand implements Command {

    private static final Argument<String> NAME =
            Argument.one("NAME", "a name for the cluster", Completes.NOTHING, Context::checkedName);
    private static final Option<List<String>> BOOTSTRAP = Option.required(
            "--bootstrap", "HOST:PORT,...", "the cluster's admin addresses, tried in order", Values::endpoints);
    private static final Option<Boolean> PROTECTED =
            Option.flag("--protected", "change the cluster only with --confirm-cluster NAME");
    private static final Option<Boolean> USE = Option.flag("--use", "use it from now on where no other is named");
    private static final Option<Boolean> REPLACE =
            Option.flag("--replace", "if there is one of this name that differs, replace it");

    @Override
    public Description description() {
        return Description.of("context add", "give a cluster a name of your own")
                .details("The cluster is not contacted. Contexts are kept in ~/.config/takhin/contexts.yaml.")
                .details("In a protected context every change is refused, exit 5, unless --confirm-cluster NAME is"
                        + " given with it; --yes is not enough. Reading and --dry-run are free.")
                .details("Adding the same again prints \"unchanged\" and exits 0; one that differs is a conflict,"
                        + " exit 4, unless --replace is given.")
                .arguments(NAME)
                .options(BOOTSTRAP, PROTECTED, USE, REPLACE)
                .exits(ExitCode.CONFLICT)
                .example("takhin context add dev --bootstrap 127.0.0.1:7070 --use", "the one to work with")
                .example(
                        "takhin context add prod --bootstrap db1:7070,db2:7070 --protected",
                        "one that must not be changed by mistake")
                .output(ContextChange.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = ContextOptions.file(invocation);
        var before = file.read();
        var context = new Context(
                invocation.get(NAME), String.join(",", invocation.get(BOOTSTRAP)), invocation.get(PROTECTED));
        var change = change(before, context, invocation.get(REPLACE));
        var after = before.with(context);
        if (invocation.get(USE)) {
            after = after.using(context.name());
        }
        if (!after.equals(before)) {
            file.write(after);
        }
        invocation.print(ContextChange.VIEW, new ContextChange(change, ContextInfo.of(context, after)));
    }

    private static Change change(Contexts before, Context context, boolean replace) {
        var known = before.find(context.name());
        if (known.isEmpty()) {
            return Change.CREATED;
        }
        if (known.get().equals(context)) {
            return Change.UNCHANGED;
        }
        if (!replace) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.CONFLICT,
                            "context " + context.name() + " exists and differs: "
                                    + known.get().bootstrap() + (known.get().guarded() ? ", protected" : ""))
                    .withHint("to replace it, add --replace"));
        }
        return Change.CHANGED;
    }
}
