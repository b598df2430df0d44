package io.takhin.cli.command;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.client.AdminClient;
import java.util.List;

/** Where commands get their admin clients from. */
@FunctionalInterface
public interface Clients {

    /** Makes a client of a cluster; it connects at its first call. The caller closes it. */
    AdminClient open(List<String> endpoints);

    /** Makes the one call that most commands consist of. */
    default <Q extends Record, R extends Record> R call(Invocation invocation, AdminMethod<Q, R> method, Q request) {
        try (var client = open(invocation.globals().bootstrap())) {
            return client.call(method, request, invocation.globals().timeoutOrDefault());
        }
    }
}
