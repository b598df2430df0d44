package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.DescribeLogDirsRequestData.DescribableLogDirTopic;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsPartition;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsResult;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeLogDirsRequest;
import org.apache.kafka.common.requests.DescribeLogDirsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeLogDirs: the one folder of this node, and how large its partitions are. */
public final class DescribeLogDirsHandler implements ApiHandler<DescribeLogDirsRequest> {

    private final Backend backend;
    private final Path folder;

    /** Takes the folder that the logs are in. */
    public DescribeLogDirsHandler(Backend backend, Path folder) {
        this.backend = backend;
        this.folder = folder;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_LOG_DIRS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeLogDirsRequest request) {
        var result = new DescribeLogDirsResult()
                .setLogDir(folder.toAbsolutePath().toString())
                .setTopics(
                        request.isAllTopicPartitions()
                                ? all()
                                : some(request.data().topics()))
                .setTotalBytes(DescribeLogDirsResponse.UNKNOWN_VOLUME_BYTES)
                .setUsableBytes(DescribeLogDirsResponse.UNKNOWN_VOLUME_BYTES);
        try {
            var volume = Files.getFileStore(folder);
            result.setTotalBytes(volume.getTotalSpace()).setUsableBytes(volume.getUsableSpace());
        } catch (IOException e) {
            // The volume is unknown then, which the protocol has a value for; the sizes stand all the same.
            return Reply.now(response(result));
        }
        return Reply.now(response(result));
    }

    private static DescribeLogDirsResponse response(DescribeLogDirsResult result) {
        return new DescribeLogDirsResponse(new DescribeLogDirsResponseData().setResults(List.of(result)));
    }

    private List<DescribeLogDirsTopic> all() {
        return backend.metadata().topicsByName().stream()
                .map(topic -> view(topic, IntStream.range(0, topic.partitionCount())))
                .toList();
    }

    private List<DescribeLogDirsTopic> some(Iterable<DescribableLogDirTopic> asked) {
        var views = new ArrayList<DescribeLogDirsTopic>();
        for (var each : asked) {
            backend.metadata()
                    .topic(each.topic())
                    .map(topic -> view(
                            topic,
                            each.partitions().stream()
                                    .mapToInt(number -> number)
                                    .filter(p -> Topics.has(topic, p))))
                    .ifPresent(views::add);
        }
        return views;
    }

    private DescribeLogDirsTopic view(TopicState topic, IntStream partitions) {
        return new DescribeLogDirsTopic()
                .setName(topic.name())
                .setPartitions(partitions
                        .boxed()
                        .flatMap(number -> partition(topic, number))
                        .toList());
    }

    private Stream<DescribeLogDirsPartition> partition(TopicState topic, int number) {
        return switch (backend.status(topic.partition(number))) {
            case Outcome.Done<PartitionStatus>(var status) ->
                Stream.of(new DescribeLogDirsPartition()
                        .setPartitionIndex(number)
                        .setPartitionSize(status.sizeBytes())
                        .setOffsetLag(0));
            case Outcome.Rejected<PartitionStatus> _, Outcome.Unknown<PartitionStatus> _ -> Stream.empty();
        };
    }
}
