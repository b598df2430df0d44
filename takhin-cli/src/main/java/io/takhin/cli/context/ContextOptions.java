package io.takhin.cli.context;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.Contexts;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;

/** What the commands about contexts have in common. */
final class ContextOptions {

    static final Argument<String> NAME =
            Argument.one("NAME", "the context's name", Completes.CONTEXT, Context::checkedName);

    private ContextOptions() {}

    static ContextFile file(Invocation invocation) {
        return ContextFile.of(invocation.globals().target().folders());
    }

    /** The context of this name; fails with NOT_FOUND without one. */
    static Context find(Contexts contexts, String name) {
        return contexts.find(name)
                .orElseThrow(() ->
                        new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no context \"" + name + "\"")
                                .withHint("see: takhin context list")));
    }
}
