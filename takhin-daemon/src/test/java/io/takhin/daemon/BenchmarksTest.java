package io.takhin.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import uk.org.webcompere.systemstubs.jupiter.SystemStub;
import uk.org.webcompere.systemstubs.jupiter.SystemStubsExtension;
import uk.org.webcompere.systemstubs.properties.SystemProperties;

/** Every benchmark still runs; {@code bench/jmh.sh} measures. */
@ExtendWith(SystemStubsExtension.class)
class BenchmarksTest {

    @SystemStub
    private final SystemProperties properties = new SystemProperties();

    @Test
    void each_benchmark_runs_on_its_smallest_input() throws Exception {
        // Given
        properties.set("jmh.ignoreLock", "true");
        var options = new OptionsBuilder()
                .include("\\.(Proposer|Apply|RaftLog)Benchmark\\.")
                .include("\\.RequestParserBenchmark\\.")
                .param("bytes", "1024")
                .param("together", "1")
                .param("recordBytes", "100")
                .param("records", "1")
                .param("entryBytes", "1024")
                .param("partitions", "1")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        // When
        var results = new Runner(options).run();

        // Then
        var ran = results.stream()
                .map(result -> result.getPrimaryResult().getLabel())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Set.of("answered", "applied", "durable", "produce", "fetch")), ran);
        results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result.toString()));
    }
}
