package io.takhin.daemon.adapter.kafka.group;

import io.takhin.daemon.port.group.GroupAdmin.Committed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ConsumerGroupDescribeRequest;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DescribeGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetFetchRequest;

/** The requests that an operator's questions about a group are made of. */
final class GroupAdminRequests {

    /** The last version of offset requests that names topics: a group may have offsets of topics that are gone. */
    private static final short BY_NAME = 9;

    private GroupAdminRequests() {}

    static AbstractRequest list() {
        return new ListGroupsRequest.Builder(new ListGroupsRequestData()).build();
    }

    static AbstractRequest describeConsumer(String group) {
        return new ConsumerGroupDescribeRequest.Builder(
                        new ConsumerGroupDescribeRequestData().setGroupIds(List.of(group)))
                .build();
    }

    static AbstractRequest describeClassic(String group) {
        return new DescribeGroupsRequest.Builder(new DescribeGroupsRequestData().setGroups(List.of(group))).build();
    }

    static AbstractRequest offsets(String group) {
        var all = new OffsetFetchRequestGroup().setGroupId(group).setTopics(null);
        return OffsetFetchRequest.Builder.forTopicNames(new OffsetFetchRequestData().setGroups(List.of(all)), false)
                .build(BY_NAME);
    }

    /** As an administrator: by no member and in no generation, which is only taken while there are no members. */
    static AbstractRequest commit(String group, List<Committed> offsets) {
        Map<String, OffsetCommitRequestTopic> topics = new LinkedHashMap<>();
        for (var offset : offsets) {
            topics.computeIfAbsent(offset.place().topic(), name -> new OffsetCommitRequestTopic().setName(name))
                    .partitions()
                    .add(new OffsetCommitRequestPartition()
                            .setPartitionIndex(offset.place().partition())
                            .setCommittedOffset(offset.offset()));
        }
        var data = new OffsetCommitRequestData().setGroupId(group).setTopics(List.copyOf(topics.values()));
        return OffsetCommitRequest.Builder.forTopicNames(data).build(BY_NAME);
    }

    static AbstractRequest delete(String group) {
        return new DeleteGroupsRequest.Builder(new DeleteGroupsRequestData().setGroupsNames(List.of(group))).build();
    }
}
