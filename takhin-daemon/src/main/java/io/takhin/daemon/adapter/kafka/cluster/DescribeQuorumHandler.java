package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Listener;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ListenerCollection;
import org.apache.kafka.common.message.DescribeQuorumResponseData.Node;
import org.apache.kafka.common.message.DescribeQuorumResponseData.NodeCollection;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.DescribeQuorumResponseData.TopicData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeQuorumRequest;
import org.apache.kafka.common.requests.DescribeQuorumResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * DescribeQuorum: who leads the metadata and who votes. Offsets of the metadata log are not Kafka's and are left
 * unknown; {@code takhin cluster info} shows Raft's own.
 */
public final class DescribeQuorumHandler implements ApiHandler<DescribeQuorumRequest> {

    private static final long UNKNOWN = -1;
    /** Before it a response has no place for addresses. */
    private static final short NODES_SINCE_VERSION = 2;

    private final Backend backend;

    /** Takes the backend. */
    public DescribeQuorumHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_QUORUM;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeQuorumRequest request) {
        if (!asksForMetadata(request.data())) {
            return Reply.now(new DescribeQuorumResponse(DescribeQuorumRequest.getPartitionLevelErrorResponse(
                    request.data(), Errors.UNKNOWN_TOPIC_OR_PARTITION)));
        }
        var cluster = backend.cluster();
        var partition = new PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(cluster.controllerId().orElse(MetadataResponse.NO_LEADER_ID))
                .setLeaderEpoch(0)
                .setHighWatermark(UNKNOWN)
                .setCurrentVoters(replicas(cluster, true))
                .setObservers(replicas(cluster, false));
        var topic =
                new TopicData().setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME).setPartitions(List.of(partition));
        return Reply.now(new DescribeQuorumResponse(new DescribeQuorumResponseData()
                .setTopics(List.of(topic))
                .setNodes(request.version() >= NODES_SINCE_VERSION ? nodes(cluster) : new NodeCollection())));
    }

    private static boolean asksForMetadata(DescribeQuorumRequestData data) {
        return data.topics().size() == 1
                && data.topics().get(0).topicName().equals(Topic.CLUSTER_METADATA_TOPIC_NAME)
                && data.topics().get(0).partitions().size() == 1
                && data.topics().get(0).partitions().get(0).partitionIndex() == 0;
    }

    private static List<ReplicaState> replicas(ClusterView cluster, boolean voters) {
        return cluster.nodes().stream()
                .filter(node -> node.voter() == voters)
                .map(node -> new ReplicaState()
                        .setReplicaId(node.id())
                        .setLogEndOffset(UNKNOWN)
                        .setLastFetchTimestamp(UNKNOWN)
                        .setLastCaughtUpTimestamp(UNKNOWN))
                .toList();
    }

    private static NodeCollection nodes(ClusterView cluster) {
        var nodes = new NodeCollection();
        for (var broker : Brokers.of(cluster)) {
            var listeners = new ListenerCollection();
            listeners.add(new Listener().setName("KAFKA").setHost(broker.host()).setPort(broker.port()));
            nodes.add(new Node().setNodeId(broker.id()).setListeners(listeners));
        }
        return nodes;
    }
}
