package io.takhin.common.config;

import io.takhin.common.json.Doc;

/**
 * Everything a daemon is told, one section each.
 *
 * @param node who this node is and where its data lies
 * @param kafka the listener for Kafka clients
 * @param groups consumer groups of Kafka clients
 * @param transactions transactions of Kafka clients
 * @param admin the listener for the admin RPC
 * @param raft consensus
 * @param topics what topics get that ask for nothing
 * @param storage how records are kept
 * @param limits what the node takes on
 * @param logging the daemon's own log
 */
@Doc("The configuration of a daemon.")
public record Configuration(
        @Doc("Who this node is and where its data lies.") NodeConfig node,
        @Doc("The listener for Kafka clients.") KafkaConfig kafka,
        @Doc("Consumer groups of Kafka clients.") GroupsConfig groups,
        @Doc("Transactions of Kafka clients.") TransactionsConfig transactions,
        @Doc("The listener for the admin RPC.") AdminConfig admin,
        @Doc("Consensus.") RaftConfig raft,
        @Doc("What topics get that ask for nothing.") TopicsConfig topics,
        @Doc("How records are kept.") StorageConfig storage,
        @Doc("What the node takes on.") LimitsConfig limits,
        @Doc("The daemon's own log.") LoggingConfig logging) {}
