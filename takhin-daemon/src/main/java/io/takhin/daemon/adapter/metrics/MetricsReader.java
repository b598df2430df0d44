package io.takhin.daemon.adapter.metrics;

import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.metrics.NodeMetrics.Connections;
import io.takhin.common.admin.metrics.NodeMetrics.Disk;
import io.takhin.common.admin.metrics.TopicMetrics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.log.PartitionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a node counted, and how it is at this moment. Any thread; it asks the disk for its free space. */
public final class MetricsReader {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsReader.class);

    private final Node node;
    private final MeteredBackend backend;
    private final IntSupplier kafkaConnections;
    private final InstantSource clock;

    /**
     * What a reading says of the node itself.
     *
     * @param version its version
     * @param dataDir its data folder
     * @param reserveBytes with less free it refuses writes
     */
    public record Node(String version, Path dataDir, long reserveBytes) {}

    /** Reads this node. */
    public MetricsReader(Node node, MeteredBackend backend, IntSupplier kafkaConnections, InstantSource clock) {
        this.node = node;
        this.backend = backend;
        this.kafkaConnections = kafkaConnections;
        this.clock = clock;
    }

    /** Reads it; of more topics than asked for, the busiest. */
    public NodeMetrics read(int topicsMax, int adminConnections) {
        var image = backend.metadata();
        var meters = backend.meters();
        meters.prune(image);
        var view = backend.cluster();
        var all = image.topics().stream()
                .map(topic -> topic(topic, view.nodeId()))
                .toList();
        var shown = all.size() <= topicsMax
                ? all
                : all.stream()
                        .sorted(Comparator.comparingLong(TopicMetrics::bytes)
                                .reversed()
                                .thenComparing(TopicMetrics::name))
                        .limit(topicsMax)
                        .toList();
        return new NodeMetrics(
                Integer.toString(view.nodeId()),
                node.version(),
                clock.millis(),
                ProcessReading.uptimeMs(),
                view.ready(),
                new Connections(kafkaConnections.getAsInt(), adminConnections),
                meters.appends(),
                meters.commit(),
                shown.stream().sorted(Comparator.comparing(TopicMetrics::name)).toList(),
                all.size() - shown.size(),
                backend.groups(),
                disk(all.stream().mapToLong(TopicMetrics::sizeBytes).sum()),
                ProcessReading.now());
    }

    private TopicMetrics topic(TopicState topic, int self) {
        var meter = backend.meters().find(topic.id());
        int leads = 0;
        long sizeBytes = 0;
        for (int number = 0; number < topic.partitionCount(); number++) {
            if (backend.status(topic.partition(number)) instanceof Outcome.Done<PartitionStatus>(var status)) {
                leads += status.leader().orElse(-1) == self ? 1 : 0;
                sizeBytes += status.sizeBytes();
            }
        }
        return new TopicMetrics(
                topic.name(),
                topic.partitionCount(),
                leads,
                sizeBytes,
                meter.appends(),
                meter.appendErrors(),
                meter.recordsIn(),
                meter.bytesIn(),
                meter.reads(),
                meter.readErrors(),
                meter.bytesOut());
    }

    private Disk disk(long logBytes) {
        try {
            var store = Files.getFileStore(node.dataDir());
            return new Disk(logBytes, store.getUsableSpace(), store.getTotalSpace(), node.reserveBytes());
        } catch (IOException e) {
            // The health tells what is wrong with the disk; everything else is still worth reading.
            LOG.atDebug().setCause(e).log("free space unknown");
            return new Disk(logBytes, 0, 0, node.reserveBytes());
        }
    }
}
