package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Leadership;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.List;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.LeaderIdAndEpoch;
import org.apache.kafka.common.message.ProduceResponseData.NodeEndpoint;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/** Puts the answer to a Produce together; a client that asked the wrong node hears who leads (KIP-951). */
final class ProduceAnswer {

    /** From here on a response may name the leader. */
    private static final short LEADER_SINCE_VERSION = 10;

    private final Backend backend;

    ProduceAnswer(Backend backend) {
        this.backend = backend;
    }

    ProduceResponse of(ProduceRequest request, List<PartitionResult> results) {
        var data = new ProduceResponseData();
        for (var result : results) {
            topic(data, result).partitionResponses().add(partition(data, request.version(), result));
        }
        return new ProduceResponse(data);
    }

    private static TopicProduceResponse topic(ProduceResponseData data, PartitionResult result) {
        var known = data.responses().find(result.name(), result.topicId());
        if (known != null) {
            return known;
        }
        var fresh = new TopicProduceResponse().setName(result.name()).setTopicId(result.topicId());
        data.responses().add(fresh);
        return fresh;
    }

    private PartitionProduceResponse partition(ProduceResponseData data, short version, PartitionResult result) {
        var response = new PartitionProduceResponse()
                .setIndex(result.index())
                .setErrorCode(result.error().error().code())
                .setErrorMessage(result.error().message())
                .setBaseOffset(result.appended().map(Appended::baseOffset).orElse(ProduceResponse.INVALID_OFFSET))
                .setLogAppendTimeMs(
                        result.appended().map(Appended::appendTimeMs).orElse(RecordBatch.NO_TIMESTAMP))
                .setLogStartOffset(result.appended().map(Appended::startOffset).orElse(ProduceResponse.INVALID_OFFSET));
        if (version >= LEADER_SINCE_VERSION && result.error().is(Errors.NOT_LEADER_OR_FOLLOWER)) {
            result.partition()
                    .flatMap(id -> Leadership.status(backend, id))
                    .ifPresent(status -> nameLeader(data, response, status));
        }
        return response;
    }

    private void nameLeader(ProduceResponseData data, PartitionProduceResponse response, PartitionStatus status) {
        response.setCurrentLeader(
                new LeaderIdAndEpoch().setLeaderId(status.leader().orElse(-1)).setLeaderEpoch(status.leaderEpoch()));
        if (status.leader().isPresent()
                && data.nodeEndpoints().find(status.leader().getAsInt()) == null) {
            Brokers.find(backend.cluster(), status.leader().getAsInt())
                    .ifPresent(node -> data.nodeEndpoints()
                            .add(new NodeEndpoint()
                                    .setNodeId(node.id())
                                    .setHost(node.host())
                                    .setPort(node.port())));
        }
    }
}
