package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.AuthorizedOperations;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeGroupsRequest;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.coordinator.group.GroupCoordinator;

/** DescribeGroups: groups with the classic protocol. */
final class DescribeGroupsHandler implements ApiHandler<DescribeGroupsRequest> {

    private final GroupCoordinator coordinator;

    DescribeGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_GROUPS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeGroupsRequest request) {
        boolean operations = request.data().includeAuthorizedOperations();
        return coordinator.describeGroups(context, request.data().groups()).thenApply(groups -> {
            for (var group : groups) {
                if (operations && group.errorCode() == Errors.NONE.code()) {
                    group.setAuthorizedOperations(AuthorizedOperations.GROUP);
                }
            }
            return Reply.of(new DescribeGroupsResponse(new DescribeGroupsResponseData().setGroups(groups)));
        });
    }
}
