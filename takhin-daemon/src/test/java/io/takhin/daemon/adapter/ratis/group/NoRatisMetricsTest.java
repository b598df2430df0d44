package io.takhin.daemon.adapter.ratis.group;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.junit.jupiter.api.Test;

class NoRatisMetricsTest {

    @Test
    void ratisFindsItAndGetsMetricsThatKeepNothing() {
        // Given
        var registries = MetricRegistries.global();
        var info = new MetricRegistryInfo("n1", "ratis", "log_worker", "of a test");

        // When
        var registry = registries.create(info);
        registry.counter("written").inc(5);
        var timed = registry.timer("flush").time();

        // Then
        assertInstanceOf(NoRatisMetrics.class, registries);
        assertEquals(info, registry.getMetricRegistryInfo());
        assertEquals(0, registry.counter("written").getCount());
        assertEquals(0, timed.stop());
        assertDoesNotThrow(() -> registry.gauge("size", () -> () -> 1));
    }
}
