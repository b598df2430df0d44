package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders on their way out: {@code .trash} beside the topics' folders. A rename takes a whole topic away at once, and
 * what is left there by a crash is deleted at the next start.
 */
final class Trash {

    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

    private static final String STRAY = "stray-";
    private static final Duration STRAY_KEPT = Duration.ofDays(1);

    private final Path logs;
    private final Path folder;
    private final LogScheduler scheduler;
    private final Time time;

    Trash(Path logs, LogScheduler scheduler, Time time) {
        this.logs = logs;
        this.folder = logs.resolve(".trash");
        this.scheduler = scheduler;
        this.time = time;
    }

    /** Deletes in the background what is there from before. */
    void open() throws IOException {
        Files.createDirectories(folder);
        try (var entries = Files.list(folder)) {
            for (var entry : entries.toList()) {
                deleteLater(entry, isStray(entry) ? strayLeftMs(entry) : 0, () -> {});
            }
        }
    }

    private static boolean isStray(Path entry) {
        return String.valueOf(entry.getFileName()).startsWith(STRAY);
    }

    private long strayLeftMs(Path entry) throws IOException {
        long ageMs = time.milliseconds() - Files.getLastModifiedTime(entry).toMillis();
        return Math.clamp(STRAY_KEPT.toMillis() - ageMs, 0, STRAY_KEPT.toMillis());
    }

    /** Takes a folder away that belongs to no topic. It is kept for a day: it may be the metadata that is wrong. */
    void takeStray(Path stray) throws IOException {
        Files.setLastModifiedTime(stray, FileTime.fromMillis(time.milliseconds()));
        var target = take(stray, STRAY + stray.getFileName());
        LOG.atWarn()
                .addKeyValue("from", stray)
                .addKeyValue("to", target)
                .log("A log that belongs to no topic was moved away and is deleted in a day. If that is wrong, stop"
                        + " the daemon and move it back");
        deleteLater(target, STRAY_KEPT.toMillis(), () -> {});
    }

    /** Takes a folder away; on return it is gone even after a power loss. Returns where it is now. */
    Path take(Path victim) throws IOException {
        return take(victim, String.valueOf(victim.getFileName()));
    }

    private Path take(Path victim, String name) throws IOException {
        var target = folder.resolve(name);
        for (int n = 1; Files.exists(target); n++) {
            target = folder.resolve(name + "." + n);
        }
        Files.move(victim, target, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(victim.getParent());
        if (!logs.equals(victim.getParent())) {
            Folders.sync(logs);
        }
        return target;
    }

    /** Deletes a folder from the trash after a delay; {@code before} runs first, on the same thread. */
    void deleteLater(Path entry, long delayMs, Runnable before) {
        scheduler.after(delayMs, "delete " + entry.getFileName(), () -> {
            before.run();
            try {
                Folders.delete(entry);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("folder", entry)
                        .setCause(e)
                        .log("Deleted logs can't be removed from the disk; the next start tries again");
            }
        });
    }
}
