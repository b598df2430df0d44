package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.admin.metrics.RaftGroup;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ClusterView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.DescribeQuorumRequest;
import org.apache.kafka.common.requests.DescribeQuorumResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * DescribeQuorum: who leads the metadata, who votes and how far each is. What Kafka calls offsets are indexes of the
 * metadata group's log; of another node the leader knows what it has committed. A node that does not lead asks the
 * leader.
 */
public final class DescribeQuorumHandler implements ApiHandler<DescribeQuorumRequest> {

    private static final long UNKNOWN = -1;
    /** Before it a response has no place for addresses. */
    private static final short NODES_SINCE_VERSION = 2;

    private static final String METADATA_GROUP = "metadata";

    private final Backend backend;
    private final NodeRequests nodes;

    /** Takes the backend, and the way to the node that leads. */
    public DescribeQuorumHandler(Backend backend, NodeRequests nodes) {
        this.backend = backend;
        this.nodes = nodes;
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
        int leader = backend.cluster().controllerId().orElse(MetadataResponse.NO_LEADER_ID);
        boolean passedOn = context.principal().getPrincipalType().equals(NodeRequests.PRINCIPAL_TYPE);
        if (leader == MetadataResponse.NO_LEADER_ID
                || leader == backend.cluster().nodeId()
                || passedOn) {
            return Reply.now(describe(request));
        }
        return nodes.ask(leader, request)
                // It may have died just now: what this node knows is better than nothing.
                .exceptionally(_ -> describe(request))
                .thenApply(Reply::of);
    }

    private AbstractResponse describe(DescribeQuorumRequest request) {
        var cluster = backend.cluster();
        var group = backend.groups().stream()
                .filter(each -> each.name().equals(METADATA_GROUP))
                .findFirst();
        var ends = ends(cluster.nodeId(), group);
        var partition = new PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(cluster.controllerId().orElse(MetadataResponse.NO_LEADER_ID))
                .setLeaderEpoch(group.map(each -> Math.toIntExact(each.term())).orElse(0))
                .setHighWatermark(group.map(each -> each.commitIndex() + 1).orElse(UNKNOWN))
                .setCurrentVoters(replicas(cluster, true, ends))
                .setObservers(replicas(cluster, false, ends));
        var topic =
                new TopicData().setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME).setPartitions(List.of(partition));
        return new DescribeQuorumResponse(new DescribeQuorumResponseData()
                .setTopics(List.of(topic))
                .setNodes(request.version() >= NODES_SINCE_VERSION ? nodes(cluster) : new NodeCollection()));
    }

    /** The index behind the last one of each node's log, by node id, as far as it is known. */
    private static Map<Integer, Long> ends(int self, Optional<RaftGroup> group) {
        var ends = new HashMap<Integer, Long>();
        group.ifPresent(known -> {
            ends.put(self, known.commitIndex() + known.pending() + 1);
            known.followers()
                    .forEach(follower -> ends.put(Integer.valueOf(follower.nodeId()), follower.commitIndex() + 1));
        });
        return ends;
    }

    private static boolean asksForMetadata(DescribeQuorumRequestData data) {
        return data.topics().size() == 1
                && data.topics().get(0).topicName().equals(Topic.CLUSTER_METADATA_TOPIC_NAME)
                && data.topics().get(0).partitions().size() == 1
                && data.topics().get(0).partitions().get(0).partitionIndex() == 0;
    }

    private static List<ReplicaState> replicas(ClusterView cluster, boolean voters, Map<Integer, Long> ends) {
        return cluster.nodes().stream()
                .filter(node -> node.voter() == voters)
                .map(node -> new ReplicaState()
                        .setReplicaId(node.id())
                        .setLogEndOffset(ends.getOrDefault(node.id(), UNKNOWN))
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
