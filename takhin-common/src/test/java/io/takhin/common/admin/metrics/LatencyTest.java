package io.takhin.common.admin.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.admin.metrics.Latency.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static final Latency HUNDRED =
            new Latency(100, 200_000, List.of(new Bucket(1000, 50), new Bucket(2000, 45), new Bucket(50_000, 5)));

    @Test
    void findsPercentilesByTheBucketsBounds() {
        // When
        var found = List.of(
                HUNDRED.percentileUs(0.5),
                HUNDRED.percentileUs(0.51),
                HUNDRED.percentileUs(0.95),
                HUNDRED.percentileUs(0.99),
                HUNDRED.percentileUs(1));

        // Then
        assertEquals(List.of(1000L, 2000L, 2000L, 50_000L, 50_000L), found);
    }

    @Test
    void hasNoPercentilesWhenNothingWasMeasured() {
        // When
        long percentile = Latency.NONE.percentileUs(0.99);

        // Then
        assertEquals(0, percentile);
    }

    @Test
    void tellsWhatWasMeasuredBetweenTwoReadings() {
        // Given
        var later = new Latency(
                103,
                290_000,
                List.of(new Bucket(1000, 50), new Bucket(2000, 46), new Bucket(40_000, 2), new Bucket(50_000, 5)));

        // When
        var between = later.since(HUNDRED);

        // Then
        assertEquals(new Latency(3, 90_000, List.of(new Bucket(2000, 1), new Bucket(40_000, 2))), between);
    }

    @Test
    void startsAnewAfterARestartOfTheNode() {
        // Given
        var afterRestart = new Latency(2, 10, List.of(new Bucket(5, 2)));

        // When
        var between = afterRestart.since(HUNDRED);

        // Then
        assertEquals(afterRestart, between);
    }

    @Test
    void addsTheReadingsOfTwoNodes() {
        // When
        var both = HUNDRED.plus(new Latency(2, 6, List.of(new Bucket(2, 1), new Bucket(2000, 1))));

        // Then
        assertEquals(
                new Latency(
                        102,
                        200_006,
                        List.of(new Bucket(2, 1), new Bucket(1000, 50), new Bucket(2000, 46), new Bucket(50_000, 5))),
                both);
    }
}
