package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.admin.member.MembersAdd;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddRaftVoterRequest;
import org.apache.kafka.common.requests.AddRaftVoterResponse;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.RequestContext;

/** AddRaftVoter: adds a node as a voter of every group. The one listener named is its raft address. */
public final class AddRaftVoterHandler implements ApiHandler<AddRaftVoterRequest> {

    private final VoterChanges changes;

    /** Takes what carries it out. */
    public AddRaftVoterHandler(VoterChanges changes) {
        this.changes = changes;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ADD_RAFT_VOTER;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, AddRaftVoterRequest request) {
        var data = request.data();
        if (data.listeners().size() != 1) {
            return Reply.now(response(new ApiError(
                    Errors.INVALID_REQUEST, "name one listener, with the host and port of the node's raft address")));
        }
        var listener = data.listeners().iterator().next();
        var host = listener.host().contains(":") ? "[" + listener.host() + "]" : listener.host();
        var add = new MembersAdd.Request(
                String.valueOf(data.voterId()), host + ":" + listener.port(), false, false, false);
        return changes.run(
                        data.clusterId(),
                        data.voterDirectoryId(),
                        data.timeoutMs(),
                        (admin, timeout) -> admin.add(add, timeout))
                .thenApply(error -> Reply.of(response(error)));
    }

    private static AddRaftVoterResponse response(ApiError error) {
        return new AddRaftVoterResponse(new AddRaftVoterResponseData()
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message()));
    }
}
