package io.takhin.daemon.adapter.kafka;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** A request of each of the coordinators' APIs, in every version. */
final class CoordinatorRequests {

    private static final String GROUP = "g";

    private CoordinatorRequests() {}

    static Map<ApiKeys, Function<Short, ApiMessage>> all(String known, Supplier<Uuid> knownId, String missing) {
        var all = new EnumMap<ApiKeys, Function<Short, ApiMessage>>(ApiKeys.class);
        groups(all);
        offsets(all, known, knownId, missing);
        transactions(all, known, missing);
        return all;
    }

    private static void groups(Map<ApiKeys, Function<Short, ApiMessage>> all) {
        all.put(
                ApiKeys.FIND_COORDINATOR,
                version -> version < 4
                        ? new FindCoordinatorRequestData().setKey(GROUP)
                        : new FindCoordinatorRequestData().setCoordinatorKeys(List.of(GROUP, "h")));
        all.put(ApiKeys.JOIN_GROUP, version -> {
            var request = new JoinGroupRequestData()
                    .setGroupId(GROUP)
                    .setSessionTimeoutMs(1)
                    .setProtocolType("consumer");
            return version == 0 ? request : request.setRebalanceTimeoutMs(1);
        });
        all.put(
                ApiKeys.SYNC_GROUP,
                _ -> new SyncGroupRequestData().setGroupId(GROUP).setMemberId("m"));
        all.put(
                ApiKeys.HEARTBEAT,
                _ -> new HeartbeatRequestData().setGroupId(GROUP).setMemberId("m"));
        all.put(
                ApiKeys.LEAVE_GROUP,
                version -> version < 3
                        ? new LeaveGroupRequestData().setGroupId(GROUP).setMemberId("m")
                        : new LeaveGroupRequestData()
                                .setGroupId(GROUP)
                                .setMembers(List.of(new MemberIdentity().setMemberId("m"))));
        all.put(ApiKeys.LIST_GROUPS, _ -> new ListGroupsRequestData());
        all.put(ApiKeys.DESCRIBE_GROUPS, _ -> new DescribeGroupsRequestData().setGroups(List.of(GROUP)));
        all.put(ApiKeys.DELETE_GROUPS, _ -> new DeleteGroupsRequestData().setGroupsNames(List.of(GROUP)));
        all.put(
                ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                _ -> new ConsumerGroupHeartbeatRequestData()
                        .setGroupId(GROUP)
                        .setMemberId("m")
                        .setMemberEpoch(5));
        all.put(
                ApiKeys.CONSUMER_GROUP_DESCRIBE,
                _ -> new ConsumerGroupDescribeRequestData().setGroupIds(List.of(GROUP)));
    }

    private static void offsets(
            Map<ApiKeys, Function<Short, ApiMessage>> all, String known, Supplier<Uuid> knownId, String missing) {
        all.put(ApiKeys.OFFSET_COMMIT, version -> {
            boolean ids = version >= 10;
            return new OffsetCommitRequestData()
                    .setGroupId("offsets")
                    .setTopics(List.of(
                            committed(ids ? "" : known, ids ? knownId.get() : Uuid.ZERO_UUID),
                            committed(ids ? "" : missing, ids ? new Uuid(7, 7) : Uuid.ZERO_UUID)));
        });
        all.put(ApiKeys.OFFSET_FETCH, version -> {
            if (version < 8) {
                return new OffsetFetchRequestData()
                        .setGroupId("offsets")
                        .setTopics(List.of(
                                new OffsetFetchRequestTopic().setName(known).setPartitionIndexes(List.of(0))));
            }
            boolean ids = version >= 10;
            return new OffsetFetchRequestData()
                    .setGroups(List.of(
                            new OffsetFetchRequestGroup().setGroupId("offsets").setTopics(null),
                            new OffsetFetchRequestGroup()
                                    .setGroupId("others")
                                    .setTopics(List.of(
                                            fetched(ids ? "" : known, ids ? knownId.get() : Uuid.ZERO_UUID),
                                            fetched(ids ? "" : missing, ids ? new Uuid(7, 7) : Uuid.ZERO_UUID)))));
        });
        all.put(ApiKeys.OFFSET_DELETE, _ -> {
            var topics = new OffsetDeleteRequestTopicCollection();
            for (var name : List.of(known, missing)) {
                topics.add(new OffsetDeleteRequestTopic()
                        .setName(name)
                        .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(0))));
            }
            return new OffsetDeleteRequestData().setGroupId("offsets").setTopics(topics);
        });
    }

    private static OffsetCommitRequestTopic committed(String name, Uuid id) {
        return new OffsetCommitRequestTopic()
                .setName(name)
                .setTopicId(id)
                .setPartitions(List.of(
                        new OffsetCommitRequestPartition().setPartitionIndex(0).setCommittedOffset(3),
                        new OffsetCommitRequestPartition().setPartitionIndex(9).setCommittedOffset(3)));
    }

    private static OffsetFetchRequestTopics fetched(String name, Uuid id) {
        return new OffsetFetchRequestTopics().setName(name).setTopicId(id).setPartitionIndexes(List.of(0, 9));
    }

    private static void transactions(Map<ApiKeys, Function<Short, ApiMessage>> all, String known, String missing) {
        all.put(ApiKeys.ADD_PARTITIONS_TO_TXN, version -> {
            var topics = new AddPartitionsToTxnTopicCollection();
            topics.add(new AddPartitionsToTxnTopic().setName(known).setPartitions(List.of(0)));
            if (version < 4) {
                return new AddPartitionsToTxnRequestData()
                        .setV3AndBelowTransactionalId("x")
                        .setV3AndBelowProducerId(1)
                        .setV3AndBelowTopics(topics);
            }
            var transactions = new AddPartitionsToTxnTransactionCollection();
            transactions.add(new AddPartitionsToTxnTransaction()
                    .setTransactionalId("x")
                    .setProducerId(1)
                    .setVerifyOnly(true)
                    .setTopics(topics));
            return new AddPartitionsToTxnRequestData().setTransactions(transactions);
        });
        all.put(
                ApiKeys.ADD_OFFSETS_TO_TXN,
                _ -> new AddOffsetsToTxnRequestData().setTransactionalId("x").setGroupId(GROUP));
        all.put(ApiKeys.END_TXN, _ -> new EndTxnRequestData().setTransactionalId("x"));
        all.put(
                ApiKeys.TXN_OFFSET_COMMIT,
                _ -> new TxnOffsetCommitRequestData()
                        .setTransactionalId("x")
                        .setGroupId(GROUP)
                        .setTopics(List.of(ofTransaction(known), ofTransaction(missing))));
        all.put(
                ApiKeys.WRITE_TXN_MARKERS,
                _ -> new WriteTxnMarkersRequestData()
                        .setMarkers(List.of(new WritableTxnMarker()
                                .setProducerId(1)
                                .setTopics(List.of(new WritableTxnMarkerTopic()
                                        .setName(known)
                                        .setPartitionIndexes(List.of(0, 9)))))));
        all.put(
                ApiKeys.DESCRIBE_TRANSACTIONS,
                _ -> new DescribeTransactionsRequestData().setTransactionalIds(List.of("x", "")));
        all.put(ApiKeys.LIST_TRANSACTIONS, _ -> new ListTransactionsRequestData());
    }

    private static TxnOffsetCommitRequestTopic ofTransaction(String name) {
        return new TxnOffsetCommitRequestTopic()
                .setName(name)
                .setPartitions(List.of(
                        new TxnOffsetCommitRequestPartition()
                                .setPartitionIndex(0)
                                .setCommittedOffset(3),
                        new TxnOffsetCommitRequestPartition()
                                .setPartitionIndex(9)
                                .setCommittedOffset(3)));
    }
}
