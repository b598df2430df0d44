package io.takhin.daemon.adapter.admin;

import io.takhin.daemon.adapter.admin.http.HttpLimits;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * How the admin listener is set up.
 *
 * @param address where it listens, port 0 for any free one
 * @param hosts names by which clients may call it besides addresses and localhost
 * @param limits what the HTTP server takes on
 * @param streamsMax how many consume streams at a time, each with a read buffer of its own
 * @param produceBytesMax how many bytes of batches may be on their way to the log, over all produce streams
 * @param autoCreate whether a produce to a missing topic creates it
 * @param version this program's version
 * @param consensus whether records are replicated by Raft
 */
public record AdminOptions(
        InetSocketAddress address,
        Set<String> hosts,
        HttpLimits limits,
        int streamsMax,
        int produceBytesMax,
        boolean autoCreate,
        String version,
        boolean consensus) {

    /** Copies the set. */
    public AdminOptions {
        hosts = Set.copyOf(hosts);
    }
}
