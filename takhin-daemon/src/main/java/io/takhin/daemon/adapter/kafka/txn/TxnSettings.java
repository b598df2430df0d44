package io.takhin.daemon.adapter.kafka.txn;

import java.time.Duration;

/**
 * The limits and times of transactions. The defaults are Kafka's, but for the check for time-outs: Kafka looks every 10
 * s, which holds readers up for no good.
 *
 * @param partitions partitions of {@code __transaction_state} when it is created, 1 or more
 * @param segmentBytes its segment size
 * @param timeoutMax the longest time-out that a producer may ask for
 * @param timeoutCheckInterval how often transactions that are open too long are looked for
 * @param idExpiration how long a transactional id without transactions is remembered
 * @param idExpirationCheckInterval how often such ids are looked for
 * @param appendTimeout how long a change of a transaction may take to be written
 * @param concurrentWait how long a request waits for the transaction before it to be complete
 * @param markerRetry the pause before a marker that could not be written is tried again
 * @param threads how many threads work on transactions
 */
public record TxnSettings(
        int partitions,
        int segmentBytes,
        Duration timeoutMax,
        Duration timeoutCheckInterval,
        Duration idExpiration,
        Duration idExpirationCheckInterval,
        Duration appendTimeout,
        Duration concurrentWait,
        Duration markerRetry,
        int threads) {

    /** The defaults. */
    public static TxnSettings defaults() {
        return new TxnSettings(
                50,
                100 << 20,
                Duration.ofMinutes(15),
                Duration.ofSeconds(1),
                Duration.ofDays(7),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                2);
    }
}
