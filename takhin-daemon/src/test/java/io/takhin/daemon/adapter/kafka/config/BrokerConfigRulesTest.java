package io.takhin.daemon.adapter.kafka.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.junit.jupiter.api.Test;

/** Which configs of nodes can be changed while they run. */
class BrokerConfigRulesTest {

    private final BrokerConfigRules rules =
            new BrokerConfigRules(new OneDefault(), Set.of("max.connections", "log.dirs"));

    @Test
    void takesDefaultsOfTopicsForTheWholeClusterAlone() {
        // Given
        var change = set("log.retention.ms", "5");

        // When
        var forAll = rules.problemForAll(change, Map.of());
        var forOne = rules.problemForOne(change);

        // Then
        assertEquals(Optional.empty(), forAll);
        assertEquals(Errors.INVALID_REQUEST, error(forOne));
    }

    @Test
    void judgesValuesTogetherWithWhatIsSet() {
        // Given
        var now = Map.of("log.retention.ms", "soon");

        // When
        var with = rules.problemForAll(set("max.connections", "5"), now);
        var without = rules.problemForAll(new ConfigChange(Map.of(), List.of("log.retention.ms")), now);

        // Then
        assertEquals(Errors.INVALID_CONFIG, error(with));
        assertEquals(Optional.empty(), without);
    }

    @Test
    void refusesWhatComesFromTheConfigurationFileAndWhatThereIsNot() {
        // Given
        var fixed = set("log.dirs", "/elsewhere");
        var unknown = set("no.such.config", "1");

        // When
        var first = rules.problemForAll(fixed, Map.of());
        var second = rules.problemForOne(unknown);

        // Then
        assertEquals(Errors.INVALID_REQUEST, error(first));
        assertEquals(Errors.INVALID_CONFIG, error(second));
    }

    @Test
    void boundsConnectionsByNumbersAlone() {
        // Given
        var good = List.of("1", "9999999");
        var bad = List.of("0", "-1", "many", "", "10000000");

        // When
        var taken = good.stream().map(value -> rules.problemForOne(set("max.connections", value)));
        var refused = bad.stream().map(value -> rules.problemForOne(set("max.connections", value)));

        // Then
        assertTrue(taken.allMatch(Optional::isEmpty));
        assertTrue(refused.allMatch(problem -> error(problem) == Errors.INVALID_CONFIG));
    }

    private static ConfigChange set(String name, String value) {
        return new ConfigChange(Map.of(name, value), List.of());
    }

    private static Errors error(Optional<ApiError> problem) {
        return problem.orElse(ApiError.NONE).error();
    }

    /** Knows log.retention.ms, a number. */
    private static final class OneDefault implements TopicConfigRules {
        @Override
        public Optional<String> problem(Map<String, String> configs) {
            return configs.values().stream().anyMatch(value -> !value.matches("[0-9]+"))
                    ? Optional.of("no number")
                    : Optional.empty();
        }

        @Override
        public Map<String, String> topicDefaults(Map<String, String> brokerConfigs) {
            return brokerConfigs.containsKey("log.retention.ms")
                    ? Map.of("retention.ms", brokerConfigs.get("log.retention.ms"))
                    : Map.of();
        }

        @Override
        public Map<String, String> brokerNames() {
            return Map.of("log.retention.ms", "retention.ms");
        }

        @Override
        public List<ConfigEntry> effective(Map<String, String> configs) {
            return List.of();
        }
    }
}
