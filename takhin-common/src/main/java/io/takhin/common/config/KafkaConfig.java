package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.time.Duration;

/**
 * Section {@code kafka}.
 *
 * @param listen where Kafka clients are listened for
 * @param advertised what clients are told to connect to, empty for the listen address
 * @param connectionsMax how many connections at a time
 * @param connectionsPerAddressMax how many of them from one address
 * @param idleTimeout how long a connection may be silent
 * @param receiveTimeout how long one request may take to arrive
 * @param requestBytesMax how large a request to produce may be
 * @param otherRequestBytesMax how large any other request may be
 * @param requestFieldsMax how many fields a request may have
 * @param requestMemory how much memory all requests together may hold
 * @param inFlightMax how many requests of one connection are taken at a time
 * @param fetchBytesMax how much one fetch may bring
 * @param fetchSessionsMax how many fetch sessions are kept
 * @param describePartitionsMax how many partitions one answer describes
 */
@Doc("The listener for Kafka clients.")
public record KafkaConfig(
        @Setting("127.0.0.1:9092") @Doc("Where Kafka clients are listened for; port 0 takes any free one.")
        HostPort listen,

        @Setting("")
        @Doc("What clients are told to connect to, HOST:PORT; empty for the address listened on. It is needed when"
                + " that is all addresses, such as 0.0.0.0.")
        String advertised,

        @Setting(value = "10000", min = "1", max = "1000000") @Doc("How many connections at a time.")
        int connectionsMax,

        @Setting(value = "10000", min = "1", max = "1000000") @Doc("How many of them from one address.")
        int connectionsPerAddressMax,

        @Setting(value = "10m", min = "1s", max = "1d") @Doc("A connection without traffic for this long is closed.")
        Duration idleTimeout,

        @Setting(value = "1m", min = "1s", max = "1h")
        @Doc("A connection that takes longer for its first request, or from the first byte of a request to the last, is"
                + " closed.")
        Duration receiveTimeout,

        @Setting(value = "32MiB", min = "4MiB", max = "1GiB")
        @Doc("A larger request to produce closes its connection. How large a record batch may be is the topic's"
                + " max.message.bytes; a larger one is refused with MESSAGE_TOO_LARGE.")
        DataSize requestBytesMax,

        @Setting(value = "4MiB", min = "64KiB", max = "1GiB")
        @Doc("A larger request of any other kind closes its connection. At most requestBytesMax.")
        DataSize otherRequestBytesMax,

        @Setting(value = "1000000", min = "1000", max = "100000000")
        @Doc("A request with more fields closes its connection. A partition takes up to ten; the bound keeps a small"
                + " request from becoming many objects.")
        int requestFieldsMax,

        @Setting(value = "96MiB", min = "4MiB", max = "64GiB")
        @Doc("How much memory all requests together may hold; past it nothing is read until some is free. At least"
                + " requestBytesMax.")
        DataSize requestMemory,

        @Setting(value = "64", min = "1", max = "10000")
        @Doc("How many requests of one connection are taken before the first is answered.")
        int inFlightMax,

        @Setting(value = "55MiB", min = "1KiB", max = "1GiB")
        @Doc("How much one fetch may bring at most; a single larger batch is still brought.")
        DataSize fetchBytesMax,

        @Setting(value = "1000", min = "0", max = "1000000")
        @Doc("How many consumers can have a fetch session, with which they name only what changes.")
        int fetchSessionsMax,

        @Setting(value = "2000", min = "1", max = "1000000")
        @Doc("How many partitions one answer to DescribeTopicPartitions has; clients ask for the next ones.")
        int describePartitionsMax) {}
