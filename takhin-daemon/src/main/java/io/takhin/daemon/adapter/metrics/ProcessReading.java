package io.takhin.daemon.adapter.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.takhin.common.admin.metrics.ProcessMetrics;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;

/** Reads this process from the JVM's own beans. */
final class ProcessReading {

    private ProcessReading() {}

    static long uptimeMs() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    static ProcessMetrics now() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var heap = ManagementFactory.getPlatformMXBean(MemoryMXBean.class).getHeapMemoryUsage();
        long directBytes = 0;
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            directBytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        long collections = 0;
        long collectionMs = 0;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            collectionMs += Math.max(0, collector.getCollectionTime());
        }
        var unix = system instanceof UnixOperatingSystemMXBean bean ? bean : null;
        return new ProcessMetrics(
                system.getAvailableProcessors(),
                Duration.ofNanos(Math.max(0, system.getProcessCpuTime())).toMillis(),
                heap.getUsed(),
                heap.getMax(),
                directBytes,
                collections,
                collectionMs,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                unix == null ? 0 : unix.getOpenFileDescriptorCount(),
                unix == null ? 0 : unix.getMaxFileDescriptorCount());
    }
}
