package io.takhin.daemon.adapter.metrics;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;

/** The stacks of all threads, virtual ones as well. */
public final class ThreadDump {

    private static final int CHARS_MAX = 4 << 20;

    private ThreadDump() {}

    /**
     * Takes it, by way of a temporary file: the JVM writes virtual threads nowhere else.
     *
     * @return at most 4 Mi characters; why there is none, if it can't be taken
     */
    public static String take() {
        try {
            var folder = Files.createTempDirectory("takhin-threads-");
            var file = folder.resolve("threads.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                var text = deadlocks() + Files.readString(file);
                return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "\n(cut off here)\n";
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return "no thread dump: " + e.getMessage() + "\n";
        }
    }

    private static String deadlocks() {
        var beans = ManagementFactory.getThreadMXBean();
        long[] ids = beans.findDeadlockedThreads();
        if (ids == null) {
            return "deadlocked platform threads: none\n\n";
        }
        var names = Arrays.stream(beans.getThreadInfo(ids))
                .map(info -> info.getThreadName() + " waits for " + info.getLockOwnerName())
                .toList();
        return "deadlocked platform threads: " + String.join("; ", names) + "\n\n";
    }
}
