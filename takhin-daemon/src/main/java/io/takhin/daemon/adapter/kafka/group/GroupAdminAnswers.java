package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.group.GroupAdmin.Committed;
import io.takhin.daemon.port.group.GroupAdmin.Description;
import io.takhin.daemon.port.group.GroupAdmin.Group;
import io.takhin.daemon.port.group.GroupAdmin.Member;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.requests.ConsumerGroupDescribeResponse;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;

/** What the answers about a group mean to an operator. */
final class GroupAdminAnswers {

    private GroupAdminAnswers() {}

    static Outcome<List<Group>> list(int node, ListGroupsResponse response) {
        return outcome(Errors.forCode(response.data().errorCode()), "", "")
                .map(_ -> response.data().groups().stream()
                        .map(group -> new Group(group.groupId(), group.groupType(), group.groupState(), node))
                        .toList());
    }

    /** A group with the protocol of KIP-848; UNKNOWN_GROUP also for one with another. */
    static Outcome<Description> consumer(int node, ConsumerGroupDescribeResponse response) {
        var group = response.data().groups().getFirst();
        return outcome(Errors.forCode(group.errorCode()), group.groupId(), group.errorMessage())
                .map(_ -> new Description(
                        new Group(group.groupId(), "consumer", group.groupState(), node),
                        group.members().isEmpty() ? "" : group.assignorName(),
                        group.members().stream().map(GroupAdminAnswers::member).toList()));
    }

    static Outcome<Description> classic(int node, DescribeGroupsResponse response) {
        var group = response.data().groups().getFirst();
        // Up to version 5 a group that is not there is described as dead.
        var error = group.errorCode() == 0 && group.groupState().equals("Dead")
                ? Errors.GROUP_ID_NOT_FOUND
                : Errors.forCode(group.errorCode());
        return outcome(error, group.groupId(), group.errorMessage())
                .map(_ -> new Description(
                        new Group(group.groupId(), "classic", group.groupState(), node),
                        group.protocolData(),
                        group.members().stream()
                                .map(member -> member(group, member))
                                .toList()));
    }

    static Outcome<List<Committed>> offsets(String name, OffsetFetchResponse response) {
        var group = response.data().groups().getFirst();
        var error = Errors.forCode(group.errorCode());
        // One that is not there has no offsets.
        return outcome(error == Errors.GROUP_ID_NOT_FOUND ? Errors.NONE : error, name, "")
                .map(_ -> group.topics().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .filter(partition -> partition.committedOffset() >= 0)
                                .map(partition -> new Committed(
                                        new Place(topic.name(), partition.partitionIndex()),
                                        partition.committedOffset())))
                        .toList());
    }

    /** The first refusal is that of all: they are written together, and only what exists is asked for. */
    static Outcome<Boolean> commit(String name, OffsetCommitResponse response) {
        var refused = response.data().topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> Errors.forCode(partition.errorCode()))
                .filter(error -> error != Errors.NONE)
                .findFirst();
        return outcome(refused.orElse(Errors.NONE), name, "");
    }

    static Outcome<Boolean> delete(String name, DeleteGroupsResponse response) {
        var result = response.data().results().find(name);
        return outcome(result == null ? Errors.UNKNOWN_SERVER_ERROR : Errors.forCode(result.errorCode()), name, "");
    }

    /** Kafka's error as a refusal; NOT_READY for all that may be better at the next try. */
    private static Outcome<Boolean> outcome(Errors error, String group, @org.jspecify.annotations.Nullable String why) {
        return switch (error) {
            case NONE -> Outcome.done(true);
            case GROUP_ID_NOT_FOUND -> Outcome.reject(Reason.UNKNOWN_GROUP, "group \"" + group + "\" does not exist");
            case NON_EMPTY_GROUP, UNKNOWN_MEMBER_ID, REBALANCE_IN_PROGRESS, ILLEGAL_GENERATION, STALE_MEMBER_EPOCH ->
                Outcome.reject(Reason.GROUP_NOT_EMPTY, "group \"" + group + "\" has members");
            case INVALID_GROUP_ID -> Outcome.reject(Reason.INVALID_REQUEST, "\"" + group + "\" is no name of a group");
            case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID ->
                Outcome.reject(Reason.UNKNOWN_PARTITION, "a topic or partition was deleted meanwhile");
            case REQUEST_TIMED_OUT, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, COORDINATOR_LOAD_IN_PROGRESS ->
                Outcome.reject(Reason.NOT_READY, "the coordinator of the group is not ready: " + error.message());
            default ->
                Outcome.reject(
                        Reason.INVALID_REQUEST,
                        "the coordinator refuses: " + (why == null || why.isEmpty() ? error.message() : why));
        };
    }

    private static Member member(ConsumerGroupDescribeResponseData.Member member) {
        return new Member(
                member.memberId(),
                Optional.ofNullable(member.instanceId()),
                member.clientId(),
                host(member.clientHost()),
                member.assignment().topicPartitions().stream()
                        .flatMap(topic ->
                                topic.partitions().stream().map(number -> new Place(topic.topicName(), number)))
                        .toList());
    }

    private static Member member(DescribedGroup group, DescribedGroupMember member) {
        return new Member(
                member.memberId(),
                Optional.ofNullable(member.groupInstanceId()),
                member.clientId(),
                host(member.clientHost()),
                group.protocolType().equals("consumer") ? assigned(member.memberAssignment()) : List.of());
    }

    /** Clients write it themselves; what is none is shown as none. */
    private static List<Place> assigned(byte[] assignment) {
        if (assignment.length == 0) {
            return List.of();
        }
        try {
            return ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(assignment)).partitions().stream()
                    .map(partition -> new Place(partition.topic(), partition.partition()))
                    .toList();
        } catch (SchemaException e) {
            return List.of();
        }
    }

    /** Java prints a slash before an address. */
    private static String host(String host) {
        return host.startsWith("/") ? host.substring(1) : host;
    }
}
