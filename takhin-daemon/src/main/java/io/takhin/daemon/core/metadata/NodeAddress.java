package io.takhin.daemon.core.metadata;

/**
 * A node and where its peers reach it.
 *
 * @param id its id
 * @param raft its raft address, host:port, for life
 */
public record NodeAddress(int id, String raft) {}
