package io.takhin.daemon.adapter.ratis.group;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The backend's own threads, besides Ratis's and the proposers'.
 *
 * @param timer starts what is due; nothing on it blocks
 * @param work what may block on disk or peers, such as checkpoints and copies
 * @param reads what reads partition logs; at most {@link #READS_MAX} wait
 */
public record NodeThreads(ScheduledThreadPoolExecutor timer, ThreadPoolExecutor work, ThreadPoolExecutor reads) {

    private static final int READS_MAX = 4096;
    private static final int WORK_THREADS = 8;
    private static final int READ_THREADS = 4;

    /** Starts none yet: each starts with its first task. */
    public static NodeThreads create(int nodeId) {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("takhin-raft-timer-" + nodeId).factory());
        timer.setRemoveOnCancelPolicy(true);
        return new NodeThreads(
                timer,
                pool("takhin-raft-work-" + nodeId + "-", WORK_THREADS, 1024),
                pool("takhin-raft-read-" + nodeId + "-", READ_THREADS, READS_MAX));
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queued) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queued),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Ends after what is under way, within a deadline. */
    public void close(long seconds) {
        timer.shutdownNow();
        reads.shutdown();
        work.shutdown();
        await(reads, seconds);
        await(work, seconds);
    }

    private static void await(ExecutorService threads, long seconds) {
        try {
            if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
