package io.takhin.daemon.adapter.kafka.txn;

import org.apache.kafka.common.protocol.Errors;

/** What the coordinator decides on a request about one transactional id. */
sealed interface Verdict {

    /**
     * It goes on to another state, which must be written first.
     *
     * @param next the state to write
     * @param answer what the client hears when it is written
     */
    record Change(Txn next, Errors answer) implements Verdict {}

    /**
     * Nothing changes, for all is as asked already.
     *
     * @param txn as it is
     */
    record Keep(Txn txn) implements Verdict {}

    /**
     * Refused.
     *
     * @param error why
     */
    record Refuse(Errors error) implements Verdict {}

    /** A new producer id is needed first: draw one and ask again. */
    record NeedsProducerId() implements Verdict {}
}
