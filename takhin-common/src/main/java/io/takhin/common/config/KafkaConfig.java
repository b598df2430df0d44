package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.time.Duration;
import java.util.List;

/**
 * Section {@code kafka}.
 *
 * @param listen where Kafka clients are listened for
 * @param advertised what clients are told to connect to, empty for the listen address
 * @param protocol whether there is TLS, and whether clients log in
 * @param tlsCertificateFile the node's certificate, empty without TLS
 * @param tlsKeyFile its private key, empty without TLS
 * @param tlsClientAuth whether clients show a certificate
 * @param tlsClientCaFile who may have signed those, empty when none are asked for
 * @param saslMechanisms how clients may log in
 * @param saslUsersFile who may log in, empty without SASL
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
 * @param createPartitionsMax how many partitions one request may create
 */
@Doc("The listener for Kafka clients.")
public record KafkaConfig(
        @Setting("127.0.0.1:9092") @Doc("Where Kafka clients are listened for; port 0 takes any free one.")
        HostPort listen,

        @Setting("")
        @Doc("What clients are told to connect to, HOST:PORT; empty for the address listened on. It is needed when"
                + " that is all addresses, such as 0.0.0.0.")
        String advertised,

        @Setting("plaintext")
        @Doc("How connections are secured: TLS (ssl), a login by name and password (sasl), both or neither. With"
                + " sasl-plaintext anyone on the way can read what is sent, with PLAIN the passwords too.")
        Protocol protocol,

        @Setting("")
        @Doc("With ssl or sasl-ssl, this node's certificate and those that vouch for it, a PEM file. It is read when"
                + " the node starts, as are the other files.")
        String tlsCertificateFile,

        @Setting("")
        @Doc("Its private key, a PEM file in PKCS #8 without a password, which only its owner may read (chmod 600).")
        String tlsKeyFile,

        @Setting("none")
        @Doc("Whether clients need a certificate too: none does not ask, requested takes one if there is one, required"
                + " refuses clients without.")
        ClientAuth tlsClientAuth,

        @Setting("")
        @Doc("The certificates of the authorities that sign clients' certificates, a PEM file. Needed unless"
                + " tlsClientAuth is none.")
        String tlsClientCaFile,

        @Setting("SCRAM-SHA-256,SCRAM-SHA-512")
        @Doc("How clients may log in with sasl-plaintext or sasl-ssl: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512.")
        List<String> saslMechanisms,

        @Setting("")
        @Doc("Who may log in, for all mechanisms: a file with a line NAME:PASSWORD for each user, which only its owner"
                + " may read (chmod 600). Lines that begin with # are comments.")
        String saslUsersFile,

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
        int describePartitionsMax,

        @Setting(value = "10000", min = "1", max = "1000000")
        @Doc("How many partitions one request may create, over all its topics; a larger request is refused with"
                + " POLICY_VIOLATION. A topic has at most 100000.")
        int createPartitionsMax) {

    /** Copies the list. */
    public KafkaConfig {
        saslMechanisms = List.copyOf(saslMechanisms);
    }

    /** How connections are secured, by Kafka's names. */
    public enum Protocol {
        /** Not at all. */
        PLAINTEXT,
        /** TLS. */
        SSL,
        /** Clients log in. */
        SASL_PLAINTEXT,
        /** TLS, and clients log in. */
        SASL_SSL;

        /** Whether there is TLS. */
        public boolean withTls() {
            return this == SSL || this == SASL_SSL;
        }

        /** Whether clients log in. */
        public boolean withSasl() {
            return this == SASL_PLAINTEXT || this == SASL_SSL;
        }
    }

    /** Whether clients show a certificate, by Kafka's names. */
    public enum ClientAuth {
        /** They are not asked. */
        NONE,
        /** They may. */
        REQUESTED,
        /** They must. */
        REQUIRED
    }
}
