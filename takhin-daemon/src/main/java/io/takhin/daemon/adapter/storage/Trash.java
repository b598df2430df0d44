package io.takhin.daemon.adapter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders on their way out: {@code .trash} beside the topics' folders. A rename takes a whole topic away at once, and
 * what is left there by a crash is deleted at the next start.
 */
final class Trash {

    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

    private final Path logs;
    private final Path folder;
    private final LogScheduler scheduler;

    Trash(Path logs, LogScheduler scheduler) {
        this.logs = logs;
        this.folder = logs.resolve(".trash");
        this.scheduler = scheduler;
    }

    /** Deletes in the background what is there from before. */
    void open() throws IOException {
        Files.createDirectories(folder);
        try (var entries = Files.list(folder)) {
            entries.forEach(entry -> deleteLater(entry, 0, () -> {}));
        }
    }

    /** Takes a folder away; on return it is gone even after a power loss. Returns where it is now. */
    Path take(Path victim) throws IOException {
        var name = String.valueOf(victim.getFileName());
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
