package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * Section {@code raft}.
 *
 * @param enabled whether records are replicated
 * @param listen where peers are listened for
 * @param advertised what peers are told to connect to, empty for the listen address
 * @param initialVoters the voters of a new cluster
 * @param dataGroups how many data groups a new cluster has, 0 for as many as it has voters
 */
@Doc("Consensus.")
public record RaftConfig(
        @Setting("false") @Doc("Whether records are replicated by Raft. Without it this is the only node.")
        boolean enabled,

        @Setting("127.0.0.1:7000") @Doc("Where the other nodes are listened for.")
        HostPort listen,

        @Setting("")
        @Doc("What the other nodes are told to connect to, HOST:PORT; empty for this node's address in"
                + " initialVoters, or else the address listened on. A node keeps it for life.")
        String advertised,

        @Setting("")
        @Doc("The voters of a new cluster, each ID@HOST:PORT, the same on all of them. Read when the data folder is"
                + " new; later the cluster itself knows its members.")
        List<String> initialVoters,

        @Setting(value = "0", min = "0", max = "64")
        @Doc("How many data groups a new cluster has: partitions are spread over them, and each has a leader of its"
                + " own. 0 is as many as it has voters. Read when the data folder is new, the same on all nodes.")
        int dataGroups) {

    /** Copies the list. */
    public RaftConfig {
        initialVoters = List.copyOf(initialVoters);
    }
}
