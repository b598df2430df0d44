package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.port.ClusterView;
import java.util.function.Supplier;

/**
 * How a {@link DirectBackend} runs.
 *
 * @param self this node as others see it; asked again for each view, since ports may be known late
 * @param clusterId the id of a new cluster, empty to draw one
 * @param defaultPartitions how many partitions a topic gets that asks for none, 1 or more
 * @param flush when records are forced to disk
 * @param reserveBytes how much disk must be free: below it produces and new partitions are refused
 * @param appendWorkers how many threads append, 1 or more; each partition belongs to one of them
 * @param readWorkers how many threads read, 1 or more
 * @param queues how much may wait
 * @param checkpointCommands after how many commands a checkpoint is written, 1 or more
 */
public record DirectSettings(
        Supplier<ClusterView.Node> self,
        String clusterId,
        int defaultPartitions,
        FlushPolicy flush,
        long reserveBytes,
        int appendWorkers,
        int readWorkers,
        Queues queues,
        int checkpointCommands) {

    private static final long RESERVE_BYTES = 256L << 20;
    private static final int WORKERS_MAX = 8;
    private static final int CHECKPOINT_COMMANDS = 1000;

    /**
     * What may wait in front of the logs; more is refused with OVERLOADED.
     *
     * @param changesMax changes of the metadata
     * @param appendsMax appends, for each worker
     * @param appendBytesMax bytes of all waiting appends together
     * @param readsMax reads
     */
    public record Queues(int changesMax, int appendsMax, long appendBytesMax, int readsMax) {

        /** 1000 changes, 10,000 appends a worker, 64 MiB, 10,000 reads. */
        public static final Queues DEFAULT = new Queues(1000, 10_000, 64L << 20, 10_000);
    }

    /** Defaults for this machine: one worker of each kind for a processor, 2 to 8. */
    public static DirectSettings of(Supplier<ClusterView.Node> self) {
        int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, WORKERS_MAX);
        return new DirectSettings(
                self,
                "",
                1,
                FlushPolicy.Interval.DEFAULT,
                RESERVE_BYTES,
                workers,
                workers,
                Queues.DEFAULT,
                CHECKPOINT_COMMANDS);
    }

    /** The same with another flush policy. */
    public DirectSettings withFlush(FlushPolicy newFlush) {
        return new DirectSettings(
                self,
                clusterId,
                defaultPartitions,
                newFlush,
                reserveBytes,
                appendWorkers,
                readWorkers,
                queues,
                checkpointCommands);
    }
}
