package io.takhin.common.admin.cluster;

import io.takhin.common.json.Doc;

/**
 * A config that was set while the cluster runs.
 *
 * @param node the node's id, empty for all nodes
 * @param name Kafka's name of it
 * @param value its value
 */
@Doc("A config that was set while the cluster runs.")
public record NodeConfig(
        @Doc("The node's id; empty for all nodes.") String node,
        @Doc("Kafka's name of it.") String name,
        @Doc("Its value.") String value) {}
