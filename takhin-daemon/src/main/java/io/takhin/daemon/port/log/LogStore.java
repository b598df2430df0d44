package io.takhin.daemon.port.log;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.metadata.TopicState;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * All partition logs of a node, in one folder that one process owns. Any thread may call; changes of one partition are
 * not called in parallel.
 */
public interface LogStore extends AutoCloseable {

    /** Whether there are logs on disk; asked before {@link #open}, which would delete those of no topic. */
    boolean hasLogs() throws IOException;

    /**
     * Opens these topics' logs, several at once, each recovered to its last valid batch if the process before did not
     * end in order; logs that are missing are created empty. Logs on disk that belong to no topic given are moved away
     * and deleted.
     *
     * @throws IOException if a log can't be opened, naming it and what to do; the store is unusable then
     */
    void open(Collection<TopicState> topics, Progress progress) throws IOException;

    /** Creates those logs of a topic that it does not have yet; they survive a power loss on return. */
    void create(TopicState topic) throws IOException;

    /** The log of a partition, when this node has it. */
    Optional<PartitionLog> log(PartitionId partition);

    /** The partitions it has. */
    Set<PartitionId> partitions();

    /** Puts a topic's configs into force for its logs. */
    void configure(TopicState topic);

    /** Deletes a topic's logs: gone from here at once, from the disk after the file delete delay. */
    void delete(TopicState topic) throws IOException;

    /** Flushes, writes the recovery checkpoints and a mark of orderly end, and closes all files. */
    @Override
    void close() throws IOException;

    /** Hears of a long opening. */
    @FunctionalInterface
    interface Progress {
        /** Called by any thread after each log: {@code done} of {@code total} are open. */
        void opened(int done, int total);
    }
}
