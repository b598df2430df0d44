package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.time.Duration;

/**
 * Section {@code transactions}.
 *
 * @param idExpiration how long a transactional id without transactions is remembered
 * @param timeoutCheckInterval how often transactions that are open too long are looked for
 * @param partitions partitions of the topic that holds them
 */
@Doc("Transactions of Kafka clients. How long one can be open is storage.transactionTimeoutMax.")
public record TransactionsConfig(
        @Setting(value = "7d", min = "1m", max = "3650d")
        @Doc("How long a transactional id without transactions is remembered.")
        Duration idExpiration,

        @Setting(value = "1s", min = "100ms", max = "1m")
        @Doc("How often transactions are looked for that are open for longer than they asked for; they are aborted.")
        Duration timeoutCheckInterval,

        @Setting(value = "50", min = "1", max = "1000")
        @Doc("How many partitions __transaction_state gets when it is created; it keeps them for good.")
        int partitions) {}
