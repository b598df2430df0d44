package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * FindCoordinator: the node that leads the partition which a group or transactional id belongs to. The first call
 * creates the coordinator's topic.
 */
public final class FindCoordinatorHandler implements ApiHandler<FindCoordinatorRequest> {

    private static final int KEYS_MAX = 10_000;

    private final Backend backend;
    private final CoordinatorTopic groups;
    private final CoordinatorTopic transactions;

    /** Looks into these topics. */
    public FindCoordinatorHandler(Backend backend, CoordinatorTopic groups, CoordinatorTopic transactions) {
        this.backend = backend;
        this.groups = groups;
        this.transactions = transactions;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.FIND_COORDINATOR;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, FindCoordinatorRequest request) {
        var topic = topic(request.data().keyType());
        var batched = request.version() >= FindCoordinatorRequest.MIN_BATCHED_VERSION;
        var keys = batched
                ? request.data().coordinatorKeys()
                : List.of(request.data().key());
        if (topic.isEmpty() || keys.size() > KEYS_MAX) {
            return Reply.now(request.getErrorResponse(0, Errors.INVALID_REQUEST.exception()));
        }
        return Futures.all(keys.stream().map(key -> find(topic.get(), key)).toList())
                .thenApply(found -> Reply.of(batched ? batch(found) : single(found.getFirst())));
    }

    private Optional<CoordinatorTopic> topic(byte type) {
        // Share groups are not served.
        return type == CoordinatorType.GROUP.id()
                ? Optional.of(groups)
                : type == CoordinatorType.TRANSACTION.id() ? Optional.of(transactions) : Optional.empty();
    }

    private CompletableFuture<Coordinator> find(CoordinatorTopic topic, String key) {
        return topic.ensure().thenApply(outcome -> answer(key, outcome, topic));
    }

    private Coordinator answer(String key, Outcome<TopicState> outcome, CoordinatorTopic topic) {
        // What only an operator can mend is named; anything else may be better at the next try.
        var error = outcome instanceof Outcome.Rejected<TopicState>(var rejection)
                        && rejection.reason() == Rejection.Reason.INVALID_REPLICATION_FACTOR
                ? Errors.INVALID_REPLICATION_FACTOR
                : Errors.COORDINATOR_NOT_AVAILABLE;
        var node = topic.home(key).map(backend::status).flatMap(this::leader);
        return node.map(leader -> FindCoordinatorResponse.prepareCoordinatorResponse(Errors.NONE, key, leader))
                .orElseGet(() -> FindCoordinatorResponse.prepareCoordinatorResponse(error, key, Node.noNode()));
    }

    private Optional<Node> leader(Outcome<PartitionStatus> outcome) {
        if (outcome instanceof Outcome.Done<PartitionStatus>(var status)
                && status.leader().isPresent()) {
            return Brokers.find(backend.cluster(), status.leader().getAsInt());
        }
        return Optional.empty();
    }

    private static FindCoordinatorResponse batch(List<Coordinator> found) {
        return new FindCoordinatorResponse(new FindCoordinatorResponseData().setCoordinators(found));
    }

    private static FindCoordinatorResponse single(Coordinator found) {
        return new FindCoordinatorResponse(new FindCoordinatorResponseData()
                .setErrorCode(found.errorCode())
                .setErrorMessage(found.errorMessage())
                .setNodeId(found.nodeId())
                .setHost(found.host())
                .setPort(found.port()));
    }
}
