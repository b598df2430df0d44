package io.takhin.daemon.port;

/**
 * Hears of what a node can't put right by itself, and decides whether the process goes on. Any thread calls; the calls
 * return soon. It is told once for each fault, by whoever found it, who then refuses what the fault forbids.
 */
public interface FaultHandler {

    /** A part of the disk failed: a log or the metadata takes no more changes until the process is started again. */
    void storageFailed(String what, Throwable cause);

    /** A bug, or a state that must not be: the process must end, since nothing it holds in memory can be trusted. */
    void fatal(String what, Throwable cause);
}
