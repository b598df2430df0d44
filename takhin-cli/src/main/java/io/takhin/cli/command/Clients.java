package io.takhin.cli.command;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.client.AdminClient;

/** Where commands get their admin clients from. */
@FunctionalInterface
public interface Clients {

    /**
     * Makes a client of the cluster that the global options lead to; it connects at its first call. The caller closes
     * it.
     *
     * @throws io.takhin.common.error.TakhinException with USAGE if a context that is named does not exist or can't be
     *     read
     */
    AdminClient open(Globals globals);

    /** Makes the one call that most commands consist of. */
    default <Q extends Record, R extends Record> R call(Invocation invocation, AdminMethod<Q, R> method, Q request) {
        try (var client = open(invocation.globals())) {
            return client.call(method, request, invocation.globals().timeoutOrDefault());
        }
    }
}
