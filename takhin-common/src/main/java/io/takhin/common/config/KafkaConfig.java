package io.takhin.common.config;

import io.takhin.common.json.Doc;

/**
 * Section {@code kafka}.
 *
 * @param listen where Kafka clients are listened for
 * @param advertised what clients are told to connect to, empty for the listen address
 */
@Doc("The listener for Kafka clients.")
public record KafkaConfig(
        @Setting("127.0.0.1:9092") @Doc("Where Kafka clients are listened for; port 0 takes any free one.")
        HostPort listen,

        @Setting("") @Doc("What clients are told to connect to, HOST:PORT; empty for the address listened on.")
        String advertised) {}
