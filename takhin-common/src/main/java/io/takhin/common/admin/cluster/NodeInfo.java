package io.takhin.common.admin.cluster;

import io.takhin.common.json.Doc;

/**
 * A member of the cluster.
 *
 * @param id its id
 * @param raft its raft address
 * @param kafka its Kafka address
 * @param admin its admin address
 * @param voter whether it votes
 * @param alive whether it was heard of lately
 */
@Doc("A member of the cluster.")
public record NodeInfo(
        @Doc("Its id, also its Kafka broker id.") String id,

        @Doc("Where its peers reach it, HOST:PORT; empty without consensus.")
        String raft,

        @Doc("Where Kafka clients reach it, HOST:PORT; empty when it does not listen.")
        String kafka,

        @Doc("Where admin clients reach it, HOST:PORT.") String admin,
        @Doc("Whether it votes.") boolean voter,
        @Doc("Whether it was heard of lately.") boolean alive) {}
