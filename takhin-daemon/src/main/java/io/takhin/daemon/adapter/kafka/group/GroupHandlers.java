package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.coordinator.PassThrough;
import io.takhin.daemon.port.Backend;
import java.util.List;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatRequest;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.apache.kafka.common.utils.BufferSupplier;

/** The handlers of consumer groups. Share and streams groups are not served. */
public final class GroupHandlers {

    private GroupHandlers() {}

    /** All of them but FindCoordinator. */
    public static List<ApiHandler<?>> of(Backend backend, GroupCoordination groups) {
        var coordinator = groups.coordinator();
        var buffers = BufferSupplier.NO_CACHING;
        return List.of(
                new PassThrough<JoinGroupRequest>(
                        ApiKeys.JOIN_GROUP,
                        (context, request) -> coordinator
                                .joinGroup(context, request.data(), buffers)
                                .thenApply(data -> new JoinGroupResponse(data, request.version()))),
                new PassThrough<SyncGroupRequest>(
                        ApiKeys.SYNC_GROUP,
                        (context, request) -> coordinator
                                .syncGroup(context, request.data(), buffers)
                                .thenApply(answer -> new SyncGroupResponse(expected(answer)))),
                new PassThrough<HeartbeatRequest>(
                        ApiKeys.HEARTBEAT,
                        (context, request) ->
                                coordinator.heartbeat(context, request.data()).thenApply(HeartbeatResponse::new)),
                new PassThrough<LeaveGroupRequest>(
                        ApiKeys.LEAVE_GROUP,
                        (context, request) -> coordinator
                                .leaveGroup(context, request.normalizedData())
                                .thenApply(data -> new LeaveGroupResponse(data, request.version()))),
                new PassThrough<ConsumerGroupHeartbeatRequest>(
                        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                        (context, request) -> coordinator
                                .consumerGroupHeartbeat(context, request.data())
                                .thenApply(ConsumerGroupHeartbeatResponse::new)),
                new PassThrough<DeleteGroupsRequest>(
                        ApiKeys.DELETE_GROUPS,
                        (context, request) -> coordinator
                                .deleteGroups(context, request.data().groupsNames(), buffers)
                                .thenApply(results ->
                                        new DeleteGroupsResponse(new DeleteGroupsResponseData().setResults(results)))),
                new ListGroupsHandler(groups),
                new DescribeGroupsHandler(coordinator),
                new ConsumerGroupDescribeHandler(coordinator),
                new OffsetCommitHandler(backend, coordinator),
                new OffsetFetchHandler(backend, coordinator),
                new OffsetDeleteHandler(backend, coordinator),
                new TxnOffsetCommitHandler(backend, coordinator));
    }

    /**
     * An answer to SyncGroup as clients expect it. A coordinator that is being loaded has lost the rebalance; Kafka's
     * service says that it is being loaded, which is an unexpected error there for Kafka's own Java client, and its
     * end. Who hears that there is a rebalance joins again, and waits there for the loading, as all clients do.
     */
    static SyncGroupResponseData expected(SyncGroupResponseData answer) {
        return answer.errorCode() == Errors.COORDINATOR_LOAD_IN_PROGRESS.code()
                ? answer.setErrorCode(Errors.REBALANCE_IN_PROGRESS.code())
                : answer;
    }
}
