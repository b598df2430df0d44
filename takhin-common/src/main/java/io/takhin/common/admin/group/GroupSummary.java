package io.takhin.common.admin.group;

import io.takhin.common.json.Doc;

/**
 * A group in one line.
 *
 * @param name its name
 * @param protocol classic or consumer
 * @param state in Kafka's words
 * @param coordinator the node that keeps it
 */
@Doc("A group in one line.")
public record GroupSummary(
        @Doc("Its name.") String name,

        @Doc("The protocol its members speak: classic, or consumer (KIP-848).")
        String protocol,

        @Doc("Its state in Kafka's words, such as Stable or Empty.")
        String state,

        @Doc("The id of the node that keeps it.") String coordinator) {}
