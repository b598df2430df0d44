package io.takhin.daemon.adapter.kafka.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.junit.jupiter.api.Test;

class IncrementalChangeTest {

    private static final List<DescribedConfig> NOW =
            List.of(config("cleanup.policy", "delete", ConfigType.LIST), config("retention.ms", "1", ConfigType.LONG));

    @Test
    void setsRemovesAndChangesLists() {
        // Given
        var operations = List.of(
                operation("retention.ms", OpType.SET, "5"),
                operation("cleanup.policy", OpType.APPEND, "compact"),
                operation("segment.ms", OpType.DELETE, null));
        // When
        var good = assertInstanceOf(IncrementalChange.Good.class, IncrementalChange.of(operations, NOW));
        // Then
        assertEquals(
                Map.of("retention.ms", "5", "cleanup.policy", "delete,compact"),
                good.change().set());
        assertEquals(List.of("segment.ms"), good.change().remove());
    }

    @Test
    void appendsNothingThatIsThereAndSubtractsNothingThatIsNot() {
        // Given
        var append = List.of(operation("cleanup.policy", OpType.APPEND, "delete"));
        var subtract = List.of(operation("cleanup.policy", OpType.SUBTRACT, "compact"));
        // When
        var appended = assertInstanceOf(IncrementalChange.Good.class, IncrementalChange.of(append, NOW));
        var subtracted = assertInstanceOf(IncrementalChange.Good.class, IncrementalChange.of(subtract, NOW));
        // Then
        assertEquals(Map.of("cleanup.policy", "delete"), appended.change().set());
        assertEquals(Map.of("cleanup.policy", "delete"), subtracted.change().set());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertEquals(Errors.INVALID_CONFIG, refusal(operation("retention.ms", OpType.APPEND, "1")));
        assertEquals(Errors.INVALID_CONFIG, refusal(operation("retention.ms", OpType.SET, null)));
        assertEquals(
                Errors.INVALID_REQUEST,
                refusal(operation("retention.ms", OpType.SET, "1"), operation("retention.ms", OpType.SET, "2")));
        assertEquals(
                Errors.INVALID_REQUEST,
                refusal(new AlterableConfig().setName("retention.ms").setConfigOperation((byte) 9)));
    }

    private static Errors refusal(AlterableConfig... operations) {
        var change = IncrementalChange.of(List.of(operations), NOW);
        return assertInstanceOf(IncrementalChange.Bad.class, change).error().error();
    }

    private static AlterableConfig operation(String name, OpType type, String value) {
        return new AlterableConfig().setName(name).setConfigOperation(type.id()).setValue(value);
    }

    private static DescribedConfig config(String name, String value, ConfigType type) {
        return new DescribedConfig(name, value, ConfigSource.DEFAULT_CONFIG, type, false, "", List.of());
    }
}
