package io.takhin.daemon.adapter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.metrics.Latency;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.ProcessMetrics;
import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.common.admin.metrics.TopicMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private static final NodeMetrics METRICS = new NodeMetrics(
            "1",
            "1.2.3",
            1_769_860_800_000L,
            61_500,
            true,
            new NodeMetrics.Connections(3, 1),
            new NodeMetrics.Appends(2, 4096),
            new Latency(
                    7,
                    31_500,
                    List.of(new Latency.Bucket(480, 3), new Latency.Bucket(5000, 3), new Latency.Bucket(20_000, 1))),
            List.of(
                    new TopicMetrics("clicks", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                    new TopicMetrics("orders", 6, 2, 123_456, 40, 1, 4000, 99_000, 17, 2, 55_000)),
            12,
            List.of(new RaftGroup(
                    "data-0", "leader", "1", 4, 1000, 999, 3, List.of(new RaftGroup.Follower("2", 990, 12)))),
            new NodeMetrics.Disk(123_456, 5_000_000, 9_000_000, 1_000_000),
            new ProcessMetrics(2, 1250, 64_000_000, 512_000_000, 1_000_000, 9, 33, 41, 120, 4096));

    @Test
    void writesEveryReadingOnceWithItsTypeAndMeaning() throws IOException {
        // When
        var text = PrometheusText.of(METRICS);

        // Then
        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("/metrics/prometheus.txt"))) {
            assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), text);
        }
    }

    @Test
    void writesOnlyLinesThatPrometheusReads() {
        // Given
        var line = Pattern.compile("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? "
                + "[0-9]+(\\.[0-9]+)?(e[-+][0-9]+)?");

        // When
        var text = PrometheusText.of(METRICS);

        // Then
        assertTrue(text.lines().allMatch(read -> line.matcher(read).matches()), text);
    }
}
