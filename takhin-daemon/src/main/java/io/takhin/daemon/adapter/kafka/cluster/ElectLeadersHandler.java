package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.port.Backend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitions;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ElectLeadersRequest;
import org.apache.kafka.common.requests.ElectLeadersResponse;
import org.apache.kafka.common.requests.RequestContext;

/** ElectLeaders: never needed, as Raft elects the leaders of data groups; {@code takhin leader transfer} moves one. */
public final class ElectLeadersHandler implements ApiHandler<ElectLeadersRequest> {

    private final Backend backend;

    /** Takes the backend. */
    public ElectLeadersHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ELECT_LEADERS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ElectLeadersRequest request) {
        // No list means all partitions, of which only those with an election would be named.
        var asked = request.data().topicPartitions();
        var results = asked == null
                ? List.<ReplicaElectionResult>of()
                : asked.stream().map(this::result).toList();
        return Reply.now(new ElectLeadersResponse(0, Errors.NONE.code(), results, request.version()));
    }

    private ReplicaElectionResult result(TopicPartitions asked) {
        var topic = backend.metadata().topic(asked.topic());
        return new ReplicaElectionResult()
                .setTopic(asked.topic())
                .setPartitionResult(asked.partitions().stream()
                        .map(number -> result(
                                number,
                                topic.filter(found -> Topics.has(found, number)).isPresent()
                                        ? Errors.ELECTION_NOT_NEEDED
                                        : Errors.UNKNOWN_TOPIC_OR_PARTITION))
                        .toList());
    }

    private static PartitionResult result(int partition, Errors error) {
        return new PartitionResult()
                .setPartitionId(partition)
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
