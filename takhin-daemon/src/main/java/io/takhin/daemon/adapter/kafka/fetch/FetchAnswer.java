package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.LeaderIdAndEpoch;
import org.apache.kafka.common.message.FetchResponseData.NodeEndpoint;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;
import org.jspecify.annotations.Nullable;

/** Puts the answer to a Fetch together; a client that asked the wrong node hears who leads (KIP-951). */
final class FetchAnswer {

    /** From here on a response may name the leader. */
    private static final short LEADER_SINCE_VERSION = 16;

    private final Backend backend;

    FetchAnswer(Backend backend) {
        this.backend = backend;
    }

    /** Keeps the order of the partitions, as it is a session's turn. */
    Reply of(short version, int sessionId, List<FetchedPartition> fetched) {
        var data = new FetchResponseData().setSessionId(sessionId);
        @Nullable FetchKey before = null;
        List<PartitionData> partitions = new ArrayList<>();
        for (var each : fetched) {
            if (before == null || !each.key().sameTopic(before)) {
                partitions = new ArrayList<>();
                data.responses()
                        .add(new FetchableTopicResponse()
                                .setTopic(each.key().name())
                                .setTopicId(each.key().topicId())
                                .setPartitions(partitions));
            }
            before = each.key();
            partitions.add(each.data());
            if (version >= LEADER_SINCE_VERSION && misdirected(each.data())) {
                ReadPass.partition(backend, each.key())
                        .flatMap(id -> Leadership.status(backend, id))
                        .ifPresent(status -> nameLeader(data, each.data(), status));
            }
        }
        return Reply.of(FetchResponse.of(data));
    }

    private static boolean misdirected(PartitionData data) {
        return data.errorCode() == Errors.NOT_LEADER_OR_FOLLOWER.code()
                || data.errorCode() == Errors.FENCED_LEADER_EPOCH.code();
    }

    private void nameLeader(FetchResponseData data, PartitionData partition, PartitionStatus status) {
        int leader = status.leader().orElse(-1);
        partition.setCurrentLeader(new LeaderIdAndEpoch().setLeaderId(leader).setLeaderEpoch(status.leaderEpoch()));
        if (leader >= 0 && data.nodeEndpoints().find(leader) == null) {
            Brokers.find(backend.cluster(), leader)
                    .ifPresent(node -> data.nodeEndpoints()
                            .add(new NodeEndpoint()
                                    .setNodeId(node.id())
                                    .setHost(node.host())
                                    .setPort(node.port())));
        }
    }
}
