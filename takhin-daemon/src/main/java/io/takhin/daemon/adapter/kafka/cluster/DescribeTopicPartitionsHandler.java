package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.model.TopicNames;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.AuthorizedOperations;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeTopicPartitionsRequest;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeTopicPartitions: topics in the order of their names, a page at a time (KIP-966). */
public final class DescribeTopicPartitionsHandler implements ApiHandler<DescribeTopicPartitionsRequest> {

    private final Backend backend;
    private final int partitionsMax;

    /** Takes the backend, and how many partitions a page has at most. */
    public DescribeTopicPartitionsHandler(Backend backend, int partitionsMax) {
        this.backend = backend;
        this.partitionsMax = partitionsMax;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeTopicPartitionsRequest request) {
        var data = request.data();
        var cursor = data.cursor();
        if (cursor != null && cursor.partitionIndex() < 0) {
            throw new InvalidRequestException("the cursor's partition is negative");
        }
        var image = backend.metadata();
        var page = new Page(Math.clamp(data.responsePartitionLimit(), 1, partitionsMax));
        for (var name : names(image, data)) {
            int from = cursor != null && name.equals(cursor.topicName()) ? cursor.partitionIndex() : 0;
            if (!page.add(image, name, from)) {
                break;
            }
        }
        return Reply.now(new DescribeTopicPartitionsResponse(page.data));
    }

    private static NavigableSet<String> names(MetadataImage image, DescribeTopicPartitionsRequestData data) {
        var names = new TreeSet<String>();
        if (data.topics().isEmpty()) {
            image.topics().forEach(topic -> names.add(topic.name()));
        } else {
            data.topics().forEach(topic -> names.add(topic.name()));
        }
        return data.cursor() == null ? names : names.tailSet(data.cursor().topicName(), true);
    }

    private final class Page {
        private final DescribeTopicPartitionsResponseData data = new DescribeTopicPartitionsResponseData();
        private int left;

        private Page(int left) {
            this.left = left;
        }

        /** Adds a topic's partitions as far as they fit; false once the page is full and says where to go on. */
        private boolean add(MetadataImage image, String name, int from) {
            if (left == 0) {
                data.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(from));
                return false;
            }
            var topic = image.topic(name);
            if (topic.isEmpty()) {
                data.topics().add(missing(name));
                return true;
            }
            int start = Math.min(topic.get().partitionCount(), from);
            int end = Math.min(topic.get().partitionCount(), start + left);
            data.topics().add(view(topic.get(), start, end));
            left -= end - start;
            if (end < topic.get().partitionCount()) {
                data.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(end));
                return false;
            }
            return true;
        }
    }

    private static DescribeTopicPartitionsResponseTopic missing(String name) {
        var error = TopicNames.problem(name).isPresent()
                ? Errors.INVALID_TOPIC_EXCEPTION
                : Errors.UNKNOWN_TOPIC_OR_PARTITION;
        return new DescribeTopicPartitionsResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setPartitions(List.of());
    }

    private DescribeTopicPartitionsResponseTopic view(TopicState topic, int from, int endExclusive) {
        var partitions = new ArrayList<DescribeTopicPartitionsResponsePartition>();
        for (int number = from; number < endExclusive; number++) {
            var view = PartitionView.of(backend, topic, number);
            partitions.add(new DescribeTopicPartitionsResponsePartition()
                    .setErrorCode(view.error().code())
                    .setPartitionIndex(number)
                    .setLeaderId(view.leader())
                    .setLeaderEpoch(view.epoch())
                    .setReplicaNodes(view.replicas())
                    .setIsrNodes(view.inSync())
                    .setEligibleLeaderReplicas(List.of())
                    .setLastKnownElr(List.of())
                    .setOfflineReplicas(List.of()));
        }
        return new DescribeTopicPartitionsResponseTopic()
                .setName(topic.name())
                .setTopicId(Topics.uuid(topic.id()))
                .setIsInternal(Topic.isInternal(topic.name()))
                .setTopicAuthorizedOperations(AuthorizedOperations.TOPIC)
                .setPartitions(partitions);
    }
}
