package io.takhin.cli.client;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Globals;
import io.takhin.common.admin.client.AdminClient;

/** Clients that change a protected cluster only when that is confirmed, and remember the names they see. */
public final class GuardedClients implements Clients {

    private final Clients clients;

    /** Takes the clients from here. */
    public GuardedClients(Clients clients) {
        this.clients = clients;
    }

    @Override
    public AdminClient open(Globals globals) {
        return new GuardedClient(clients.open(globals), globals);
    }
}
