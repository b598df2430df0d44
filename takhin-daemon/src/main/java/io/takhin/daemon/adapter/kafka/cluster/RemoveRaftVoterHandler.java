package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.common.admin.member.MembersRemove;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.RemoveRaftVoterRequest;
import org.apache.kafka.common.requests.RemoveRaftVoterResponse;
import org.apache.kafka.common.requests.RequestContext;

/** RemoveRaftVoter: removes a node, unless fewer voters than a quorum would be alive then. */
public final class RemoveRaftVoterHandler implements ApiHandler<RemoveRaftVoterRequest> {

    private static final int TIMEOUT_MS = 30_000;

    private final VoterChanges changes;

    /** Takes what carries it out. */
    public RemoveRaftVoterHandler(VoterChanges changes) {
        this.changes = changes;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.REMOVE_RAFT_VOTER;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, RemoveRaftVoterRequest request) {
        var data = request.data();
        var remove = new MembersRemove.Request(String.valueOf(data.voterId()), false, false);
        return changes.run(
                        data.clusterId(),
                        data.voterDirectoryId(),
                        TIMEOUT_MS,
                        (admin, timeout) -> admin.remove(remove, timeout))
                .thenApply(error -> Reply.of(response(error)));
    }

    private static RemoveRaftVoterResponse response(ApiError error) {
        return new RemoveRaftVoterResponse(new RemoveRaftVoterResponseData()
                .setErrorCode(error.error().code())
                .setErrorMessage(error.message()));
    }
}
