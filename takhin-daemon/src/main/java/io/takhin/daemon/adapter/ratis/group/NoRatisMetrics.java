package io.takhin.daemon.adapter.ratis.group;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.util.TimeDuration;

/**
 * Keeps none of Ratis's own metrics. Each entry would update some twenty of them, histograms among them, for nobody: a
 * node counts what its operator asks for by itself. Ratis finds this class as a service.
 */
public final class NoRatisMetrics extends MetricRegistries {

    @Override
    public void clear() {
        // Nothing is kept.
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return new Registry(info);
    }

    @Override
    public boolean remove(MetricRegistryInfo key) {
        return true;
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.empty();
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.of();
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.of();
    }

    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporter, Consumer<RatisMetricRegistry> stopReporter) {
        throw new UnsupportedOperationException("there is nothing to report");
    }

    @Override
    public void enableJmxReporter() {
        throw new UnsupportedOperationException("there is nothing to report");
    }

    @Override
    public void enableConsoleReporter(TimeDuration interval) {
        throw new UnsupportedOperationException("there is nothing to report");
    }

    private record Registry(MetricRegistryInfo info) implements RatisMetricRegistry {

        private static final Timekeeper.Context UNTIMED = () -> 0;

        @Override
        public Timekeeper timer(String name) {
            return () -> UNTIMED;
        }

        @Override
        public LongCounter counter(String name) {
            return new Uncounted();
        }

        @Override
        public boolean remove(String name) {
            return true;
        }

        @Override
        public <T> void gauge(String name, Supplier<Supplier<T>> gauge) {
            // Nobody reads it.
        }

        @Override
        public MetricRegistryInfo getMetricRegistryInfo() {
            return info;
        }
    }

    private record Uncounted() implements LongCounter {

        @Override
        public void inc(long n) {
            // Nobody reads it.
        }

        @Override
        public void dec(long n) {
            // Nobody reads it.
        }

        @Override
        public long getCount() {
            return 0;
        }
    }
}
