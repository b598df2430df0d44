package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.AuthorizedOperations;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ConsumerGroupDescribeRequest;
import org.apache.kafka.common.requests.ConsumerGroupDescribeResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/** ConsumerGroupDescribe: groups with the protocol of KIP-848. */
final class ConsumerGroupDescribeHandler implements ApiHandler<ConsumerGroupDescribeRequest> {

    private final GroupCoordinator coordinator;

    ConsumerGroupDescribeHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.CONSUMER_GROUP_DESCRIBE;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ConsumerGroupDescribeRequest request) {
        boolean operations = request.data().includeAuthorizedOperations();
        return coordinator
                .consumerGroupDescribe(context, request.data().groupIds())
                .thenApply(groups -> {
                    for (var group : groups) {
                        if (operations && group.errorCode() == Errors.NONE.code()) {
                            group.setAuthorizedOperations(AuthorizedOperations.GROUP);
                        }
                    }
                    return Reply.of(new ConsumerGroupDescribeResponse(
                            new ConsumerGroupDescribeResponseData().setGroups(groups)));
                });
    }
}
