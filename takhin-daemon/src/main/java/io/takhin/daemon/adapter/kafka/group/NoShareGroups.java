package io.takhin.daemon.adapter.kafka.group;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.server.util.PartitionMetadataClient;

/** Answers what the coordinator would ask for the lag of share groups alone, which are not served. */
final class NoShareGroups implements PartitionMetadataClient {

    @Override
    public Map<TopicPartition, CompletableFuture<OffsetResponse>> listLatestOffsets(Set<TopicPartition> partitions) {
        var refused = new OffsetResponse(-1, Errors.UNSUPPORTED_VERSION);
        return partitions.stream()
                .collect(
                        Collectors.toMap(Function.identity(), partition -> CompletableFuture.completedFuture(refused)));
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
