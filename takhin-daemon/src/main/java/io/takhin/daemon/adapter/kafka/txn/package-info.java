/** Transactions: a coordinator shard of our own on Kafka's coordinator runtime, in Kafka's record format. */
@NullMarked
package io.takhin.daemon.adapter.kafka.txn;

import org.jspecify.annotations.NullMarked;
