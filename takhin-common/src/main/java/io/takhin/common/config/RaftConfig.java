package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * Section {@code raft}.
 *
 * @param enabled whether records are replicated
 * @param listen where peers are listened for
 * @param initialVoters the voters of a new cluster
 */
@Doc("Consensus.")
public record RaftConfig(
        @Setting("false") @Doc("Whether records are replicated by Raft. Without it this is the only node.")
        boolean enabled,

        @Setting("127.0.0.1:7000") @Doc("Where the other nodes are listened for.")
        HostPort listen,

        @Setting("") @Doc("The voters of a new cluster, each ID@HOST:PORT.")
        List<String> initialVoters) {

    /** Copies the list. */
    public RaftConfig {
        initialVoters = List.copyOf(initialVoters);
    }
}
