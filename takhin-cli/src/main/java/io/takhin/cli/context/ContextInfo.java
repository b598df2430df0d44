package io.takhin.cli.context;

import io.takhin.cli.command.Values;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.Contexts;
import io.takhin.common.json.Doc;
import java.util.List;

/**
 * A context as it is printed.
 *
 * @param name its name
 * @param bootstrap where its cluster is reached
 * @param isProtected whether changes need its name
 * @param inUse whether commands take it that name none
 */
@Doc("A context: a cluster by a name of your own.")
public record ContextInfo(
        @Doc("Its name.") String name,

        @Doc("The admin addresses of its cluster, each HOST:PORT.")
        List<String> bootstrap,

        @Doc("Whether its cluster is changed only with --confirm-cluster and the name.")
        boolean isProtected,

        @Doc("Whether commands take it that name no other cluster.")
        boolean inUse) {

    static ContextInfo of(Context context, Contexts contexts) {
        return new ContextInfo(
                context.name(),
                Values.endpoints(context.bootstrap()),
                context.guarded(),
                context.name().equals(contexts.current()));
    }
}
