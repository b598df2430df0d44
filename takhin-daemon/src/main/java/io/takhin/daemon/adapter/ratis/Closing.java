package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.NodeThreads;
import io.takhin.daemon.adapter.ratis.group.RaftNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a node that serves no more, in the order in which its parts need each other. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final long THREADS_SECONDS = 20;

    private final RaftReplicas replicas;
    private final RaftConnections connections;
    private final RaftNode node;
    private final NodeThreads threads;
    private final RaftPorts ports;

    Closing(RaftReplicas replicas, RaftConnections connections, RaftNode node, NodeThreads threads, RaftPorts ports) {
        this.replicas = replicas;
        this.connections = connections;
        this.node = node;
        this.threads = threads;
        this.ports = ports;
    }

    private interface Part {
        void close() throws IOException;
    }

    void run() {
        quietly("checkpoints", () -> {
            for (var group : replicas.all().toList()) {
                group.states().checkpointNow();
            }
        });
        quietly("peers", connections::closePeers);
        quietly("raft server", node::close);
        threads.close(THREADS_SECONDS);
        quietly("partition logs", ports.logs()::close);
        ports.metadata().close();
    }

    /** What fails to close is on disk in the Raft log; the rest must still be closed. */
    private static void quietly(String what, Part part) {
        try {
            part.close();
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("part", what).setCause(e).log("A part of the node was not closed in order");
        }
    }
}
