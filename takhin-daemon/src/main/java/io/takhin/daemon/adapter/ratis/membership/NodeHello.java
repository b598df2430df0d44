package io.takhin.daemon.adapter.ratis.membership;

/**
 * How a node introduces itself to its peers.
 *
 * @param nodeId its id
 * @param kafka where Kafka clients reach it, empty when it does not listen
 * @param admin where admin clients reach it, empty when it does not listen
 */
public record NodeHello(int nodeId, String kafka, String admin) {}
