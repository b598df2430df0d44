package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.model.TopicNames;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.AuthorizedOperations;
import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopicCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.jspecify.annotations.Nullable;

/** Metadata: the nodes, and who leads the partitions of all topics or of some. Creates topics where that is on. */
public final class MetadataHandler implements ApiHandler<MetadataRequest> {

    private final Backend backend;
    private final AutoCreation autoCreation;

    /** Takes the backend, and what creates topics that are asked for and missing. */
    public MetadataHandler(Backend backend, AutoCreation autoCreation) {
        this.backend = backend;
        this.autoCreation = autoCreation;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.METADATA;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, MetadataRequest request) {
        boolean operations = request.data().includeTopicAuthorizedOperations();
        if (request.isAllTopics()) {
            var topics = backend.metadata().topicsByName().stream()
                    .map(topic -> view(topic, operations))
                    .toList();
            return CompletableFuture.completedFuture(reply(request, topics));
        }
        var topics = request.data().topics().stream()
                .map(wanted -> topic(wanted, request.allowAutoTopicCreation(), operations))
                .toList();
        return Futures.all(topics).thenApply(views -> reply(request, views));
    }

    private CompletableFuture<MetadataResponseTopic> topic(
            MetadataRequestTopic wanted, boolean mayCreate, boolean operations) {
        boolean byId = !Uuid.ZERO_UUID.equals(wanted.topicId());
        if (!byId && wanted.name() == null) {
            return CompletableFuture.completedFuture(missing(wanted, Errors.INVALID_REQUEST));
        }
        var found = Topics.find(backend.metadata(), wanted.topicId(), wanted.name());
        if (found.isPresent()) {
            return CompletableFuture.completedFuture(view(found.get(), operations));
        }
        if (byId) {
            return CompletableFuture.completedFuture(missing(wanted, Errors.UNKNOWN_TOPIC_ID));
        }
        if (TopicNames.problem(wanted.name()).isPresent()) {
            return CompletableFuture.completedFuture(missing(wanted, Errors.INVALID_TOPIC_EXCEPTION));
        }
        if (!mayCreate || !autoCreation.on()) {
            return CompletableFuture.completedFuture(missing(wanted, Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        return autoCreation
                .create(wanted.name())
                .thenApply(error -> backend.metadata()
                        .topic(wanted.name())
                        .map(topic -> view(topic, operations))
                        .orElseGet(() -> missing(wanted, error)));
    }

    private MetadataResponseTopic view(TopicState topic, boolean operations) {
        return new MetadataResponseTopic()
                .setName(topic.name())
                .setTopicId(Topics.uuid(topic.id()))
                .setIsInternal(Topic.isInternal(topic.name()))
                .setTopicAuthorizedOperations(
                        operations ? AuthorizedOperations.TOPIC : MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED)
                .setPartitions(topic.partitions()
                        .map(id -> partition(id.partition(), PartitionView.of(backend, topic, id.partition())))
                        .toList());
    }

    private static MetadataResponsePartition partition(int number, PartitionView view) {
        return new MetadataResponsePartition()
                .setErrorCode(view.error().code())
                .setPartitionIndex(number)
                .setLeaderId(view.leader())
                .setLeaderEpoch(view.epoch())
                .setReplicaNodes(view.replicas())
                .setIsrNodes(view.inSync())
                .setOfflineReplicas(List.of());
    }

    private static MetadataResponseTopic missing(MetadataRequestTopic wanted, Errors error) {
        return new MetadataResponseTopic()
                .setErrorCode(error.code())
                .setName(wanted.name())
                .setTopicId(wanted.topicId())
                .setPartitions(List.of());
    }

    private Reply reply(MetadataRequest request, List<MetadataResponseTopic> topics) {
        var cluster = backend.cluster();
        var brokers = new MetadataResponseBrokerCollection();
        for (var node : Brokers.of(cluster)) {
            brokers.add(new MetadataResponseBroker()
                    .setNodeId(node.id())
                    .setHost(node.host())
                    .setPort(node.port()));
        }
        var list = new MetadataResponseTopicCollection(topics.size());
        for (var topic : topics) {
            // A topic that was asked for twice is answered once.
            if (!duplicate(list, topic)) {
                list.add(topic);
            }
        }
        var data = new MetadataResponseData()
                .setClusterId(cluster.clusterId())
                .setControllerId(cluster.controllerId().orElse(MetadataResponse.NO_CONTROLLER_ID))
                .setBrokers(brokers)
                .setTopics(list)
                .setClusterAuthorizedOperations(
                        request.data().includeClusterAuthorizedOperations()
                                ? AuthorizedOperations.CLUSTER
                                : MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED);
        return Reply.of(new MetadataResponse(data, request.version()));
    }

    private static boolean duplicate(MetadataResponseTopicCollection list, MetadataResponseTopic topic) {
        @Nullable String name = topic.name();
        return name != null && list.find(name) != null;
    }
}
