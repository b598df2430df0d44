package io.takhin.daemon.adapter.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogTasksTest {

    @Test
    void aTruncationEndsTheFlushesThatWereAskedForBeforeIt() throws InterruptedException {
        // Given: one thread, which runs what is due in order
        var scheduler = new LogScheduler("test", 1);
        var tasks = new LogTasks(scheduler);
        var ran = new CopyOnWriteArrayList<String>();
        var done = new CountDownLatch(1);
        var _ = tasks.schedule("flush-log", () -> ran.add("early flush"), 2000, -1);
        var _ = tasks.schedule("delete-file", () -> ran.add("deletion"), 2100, -1);

        // When
        tasks.truncate(() -> ran.add("truncation"));
        var _ = tasks.schedule("flush-log", () -> ran.add("later flush"), 2200, -1);
        scheduler.after(2300, "last", done::countDown);

        // Then
        assertTrue(done.await(30, TimeUnit.SECONDS));
        assertEquals(List.of("truncation", "deletion", "later flush"), ran);
        scheduler.shutdown();
    }
}
