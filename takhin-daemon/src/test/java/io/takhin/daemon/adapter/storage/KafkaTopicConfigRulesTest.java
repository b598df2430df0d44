package io.takhin.daemon.adapter.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.common.model.config.ConfigEntry.Source;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KafkaTopicConfigRulesTest {

    private final KafkaTopicConfigRules rules = new KafkaTopicConfigRules(Map.of("retention.ms", "1000"));

    @Test
    void takesWhatKafkaTakes() {
        // Given
        var configs = Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1", "compression.type", "zstd");

        // When
        var problem = rules.problem(configs);

        // Then
        assertEquals(Optional.empty(), problem);
    }

    @Test
    void saysWhatIsWrong() {
        // Given
        var unknown = Map.of("retention.seconds", "1");
        var notANumber = Map.of("retention.ms", "soon");
        var outOfBounds = Map.of("segment.bytes", "10");
        var crossed = Map.of("min.compaction.lag.ms", "10", "max.compaction.lag.ms", "5");
        var tiered = Map.of("remote.storage.enable", "true");

        // When
        var problem = rules.problem(unknown);

        // Then
        assertTrue(problem.orElseThrow().contains("retention.seconds"));
        assertTrue(rules.problem(notANumber).orElseThrow().contains("retention.ms"));
        assertTrue(rules.problem(outOfBounds).orElseThrow().contains("segment.bytes"));
        assertTrue(rules.problem(crossed).orElseThrow().contains("max.compaction.lag.ms"));
        assertTrue(rules.problem(tiered).orElseThrow().contains("Tiered"));
    }

    @Test
    void listsAllConfigsWithTheirSources() {
        // Given
        var configs = Map.of("max.message.bytes", "2000");

        // When
        var effective = rules.effective(configs).stream()
                .collect(Collectors.toMap(ConfigEntry::name, entry -> entry, (a, _) -> a, TreeMap::new));

        // Then
        assertEquals("2000", effective.get("max.message.bytes").value());
        assertEquals(Source.TOPIC, effective.get("max.message.bytes").source());
        assertEquals("1000", effective.get("retention.ms").value());
        assertEquals(Source.NODE, effective.get("retention.ms").source());
        assertEquals("1048576", effective.get("segment.index.bytes").value());
        assertEquals(Source.DEFAULT, effective.get("segment.index.bytes").source());
        assertEquals("delete", effective.get("cleanup.policy").value());
        assertFalse(effective.containsKey("internal.segment.bytes"));
        assertTrue(effective.values().stream()
                .noneMatch(entry -> entry.documentation().isBlank()));
    }

    @Test
    void refusesWrongDefaultsOfTheNode() {
        // Given
        var wrong = Map.of("retention.ms", "-7");

        // When
        var refusal = assertThrows(IllegalArgumentException.class, () -> new KafkaTopicConfigRules(wrong));

        // Then
        assertTrue(refusal.getMessage().contains("retention.ms"));
    }

    @Test
    void sharesEqualConfigs() {
        // Given
        var first = rules.logConfig(Map.of("retention.ms", "5"));

        // When
        var second = rules.logConfig(new TreeMap<>(Map.of("retention.ms", "5")));

        // Then
        assertSame(first, second);
    }
}
