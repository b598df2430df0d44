package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * Section {@code admin}.
 *
 * @param listen where admin clients are listened for
 * @param hosts names by which it may be called
 * @param connectionsMax how many connections at a time
 */
@Doc("The listener for the admin RPC.")
public record AdminConfig(
        @Setting("127.0.0.1:7070")
        @Doc("Where admin clients are listened for; port 0 takes any free one. It asks for no login: keep it on"
                + " addresses that only operators reach.")
        HostPort listen,

        @Setting("")
        @Doc("Host names it may be called by, besides localhost and addresses. Others are refused, so that no web page"
                + " reaches it through a name that points here.")
        List<String> hosts,

        @Setting(value = "256", min = "1", max = "100000") @Doc("How many connections at a time.")
        int connectionsMax) {

    /** Copies the list. */
    public AdminConfig {
        hosts = List.copyOf(hosts);
    }
}
