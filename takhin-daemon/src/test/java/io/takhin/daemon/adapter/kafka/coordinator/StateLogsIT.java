package io.takhin.daemon.adapter.kafka.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.KafkaTestNode;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.TransactionCheck;
import io.takhin.daemon.adapter.kafka.coordinator.StateLogs.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a coordinator's log refuses, and how Kafka's runtime hears of it. */
class StateLogsIT {

    private static final TopicPartition NAME = new TopicPartition("__consumer_offsets", 0);

    @TempDir
    private Path folder;

    @Test
    void refusesToDeleteRecordsOfACompactedTopic() throws Exception {
        try (var node = KafkaTestNode.start(folder, 0)) {
            // Given
            var topic = new CoordinatorTopic(node.backend(), NAME.topic(), 1, Map.of());
            var logs =
                    new StateLogs(node.backend(), topic, Duration.ofSeconds(1), partition -> {}, TransactionCheck.NONE);

            // When
            var refused = cause(logs.deleteRecords(NAME, 1));

            // Then
            assertInstanceOf(PolicyViolationException.class, refused);
            assertTrue(String.valueOf(refused.getMessage()).contains("by compaction alone"), refused.getMessage());
        }
    }

    @Test
    void refusesTransactionsWhereThereAreNone() {
        // When
        var refused = cause(TransactionCheck.NONE.admit(NAME, "id", new Writer(7, (short) 0), true));

        // Then
        assertInstanceOf(InvalidTxnStateException.class, refused);
        assertEquals(NAME + " takes no part in transactions", refused.getMessage());
    }

    private static Throwable cause(CompletableFuture<Void> answer) {
        return assertThrows(ExecutionException.class, () -> answer.get(1, TimeUnit.SECONDS))
                .getCause();
    }
}
