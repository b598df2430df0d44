package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** ListGroups: the groups whose coordinator is this node. Before the first group there are none, which is no error. */
final class ListGroupsHandler implements ApiHandler<ListGroupsRequest> {

    private final GroupCoordination groups;

    ListGroupsHandler(GroupCoordination groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_GROUPS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ListGroupsRequest request) {
        if (groups.topic().state().isEmpty()) {
            return Reply.now(new ListGroupsResponse(new ListGroupsResponseData()));
        }
        return groups.coordinator()
                .listGroups(context, request.data())
                .thenApply(data -> Reply.of(new ListGroupsResponse(data)));
    }
}
