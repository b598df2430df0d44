package io.takhin.daemon.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.net.RawClient;
import io.takhin.daemon.port.Records;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every version of every API that is advertised is answered, for something that exists and for something that doesn't.
 */
class EveryVersionIT {

    private static final String KNOWN = "known";
    private static final String MISSING = "missing";

    @TempDir
    private Path data;

    private Uuid known = Uuid.ZERO_UUID;

    @Test
    void everyVersionThatIsAdvertisedIsAnswered() throws Exception {
        try (var node = KafkaTestNode.start(data, 0);
                var client = new RawClient(node.listener().port())) {
            // Given
            known = create(node);
            var requests = requests();
            for (var advertised : node.registry().versions()) {
                var key = ApiKeys.forId(advertised.apiKey());
                var request = requests.get(key);
                assertNotNull(request, "this test has no request for " + key);
                for (short version = key.oldestVersion(); version <= advertised.maxVersion(); version++) {
                    // When
                    client.send(key, version, request.apply(version), version);
                    // Then
                    var response = RawClient.parse(client.receive(), key, version, version);
                    assertSensible(key, version, response);
                }
            }
        }
    }

    /** No fault of the node's own, and an error where something was missing. */
    private static void assertSensible(ApiKeys key, short version, AbstractResponse response) {
        var errors = response.errorCounts();
        assertEquals(0, errors.getOrDefault(Errors.UNKNOWN_SERVER_ERROR, 0), key + " " + version + ": " + errors);
        assertTrue(errors.size() > 0, key + " " + version + " says nothing");
    }

    private static Uuid create(KafkaTestNode node) throws Exception {
        var config = new Properties();
        config.put("bootstrap.servers", node.bootstrap());
        try (var admin = Admin.create(config)) {
            return admin.createTopics(List.of(new NewTopic(KNOWN, 2, (short) 1)))
                    .topicId(KNOWN)
                    .get();
        }
    }

    private Map<ApiKeys, Function<Short, ApiMessage>> requests() {
        var all = new EnumMap<ApiKeys, Function<Short, ApiMessage>>(ApiKeys.class);
        all.put(
                ApiKeys.API_VERSIONS,
                _ -> new ApiVersionsRequestData().setClientSoftwareName("raw").setClientSoftwareVersion("1"));
        all.put(
                ApiKeys.METADATA,
                _ -> new MetadataRequestData()
                        .setTopics(List.of(
                                new MetadataRequestData.MetadataRequestTopic().setName(KNOWN),
                                new MetadataRequestData.MetadataRequestTopic().setName("a/b"))));
        all.put(ApiKeys.DESCRIBE_CLUSTER, _ -> new DescribeClusterRequestData());
        all.put(
                ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
                _ -> new DescribeTopicPartitionsRequestData()
                        .setTopics(List.of(
                                new DescribeTopicPartitionsRequestData.TopicRequest().setName(KNOWN),
                                new DescribeTopicPartitionsRequestData.TopicRequest().setName(MISSING))));
        all.put(ApiKeys.DESCRIBE_LOG_DIRS, _ -> new DescribeLogDirsRequestData().setTopics(null));
        all.put(
                ApiKeys.DESCRIBE_QUORUM,
                _ -> new DescribeQuorumRequestData()
                        .setTopics(List.of(new DescribeQuorumRequestData.TopicData()
                                .setTopicName("__cluster_metadata")
                                .setPartitions(List.of(new DescribeQuorumRequestData.PartitionData())))));
        all.put(ApiKeys.ADD_RAFT_VOTER, _ -> addRaftVoter());
        all.put(ApiKeys.REMOVE_RAFT_VOTER, _ -> new RemoveRaftVoterRequestData().setVoterId(7));
        all.put(ApiKeys.DESCRIBE_CLIENT_QUOTAS, _ -> new DescribeClientQuotasRequestData());
        all.put(ApiKeys.ELECT_LEADERS, _ -> electLeaders());
        all.put(ApiKeys.LIST_PARTITION_REASSIGNMENTS, _ -> new ListPartitionReassignmentsRequestData());
        all.put(ApiKeys.PRODUCE, this::produce);
        all.put(ApiKeys.FETCH, this::fetch);
        all.put(
                ApiKeys.INIT_PRODUCER_ID,
                _ -> new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(1000));
        all.put(
                ApiKeys.DESCRIBE_PRODUCERS,
                _ -> new DescribeProducersRequestData()
                        .setTopics(List.of(new DescribeProducersRequestData.TopicRequest()
                                .setName(KNOWN)
                                .setPartitionIndexes(List.of(0, 9)))));
        all.put(ApiKeys.LIST_OFFSETS, _ -> listOffsets());
        all.put(ApiKeys.OFFSET_FOR_LEADER_EPOCH, _ -> leaderEpochs());
        all.put(
                ApiKeys.CREATE_TOPICS,
                version -> new CreateTopicsRequestData()
                        .setTopics(new CreateTopicsRequestData.CreatableTopicCollection(
                                List.of(creatable(KNOWN, 1), creatable("made-" + version, 1), creatable("none", 0))
                                        .iterator())));
        all.put(ApiKeys.DELETE_TOPICS, EveryVersionIT::deleteTopics);
        all.put(
                ApiKeys.CREATE_PARTITIONS,
                _ -> new CreatePartitionsRequestData()
                        .setTopics(new CreatePartitionsRequestData.CreatePartitionsTopicCollection(
                                List.of(new CreatePartitionsRequestData.CreatePartitionsTopic()
                                                .setName(KNOWN)
                                                .setCount(2)
                                                .setAssignments(null))
                                        .iterator())));
        all.put(
                ApiKeys.DELETE_RECORDS,
                _ -> new DeleteRecordsRequestData()
                        .setTopics(List.of(new DeleteRecordsRequestData.DeleteRecordsTopic()
                                .setName(KNOWN)
                                .setPartitions(List.of(
                                        new DeleteRecordsRequestData.DeleteRecordsPartition().setOffset(0),
                                        new DeleteRecordsRequestData.DeleteRecordsPartition()
                                                .setPartitionIndex(1)
                                                .setOffset(99))))));
        all.put(
                ApiKeys.DESCRIBE_CONFIGS,
                _ -> new DescribeConfigsRequestData()
                        .setIncludeSynonyms(true)
                        .setResources(List.of(
                                resource(2, KNOWN),
                                resource(2, MISSING),
                                resource(4, "1"),
                                resource(4, "7"),
                                resource(16, "x"))));
        all.put(
                ApiKeys.ALTER_CONFIGS,
                _ -> new AlterConfigsRequestData()
                        .setValidateOnly(true)
                        .setResources(new AlterConfigsRequestData.AlterConfigsResourceCollection(
                                List.of(new AlterConfigsRequestData.AlterConfigsResource()
                                                .setResourceType((byte) 2)
                                                .setResourceName(KNOWN))
                                        .iterator())));
        all.put(
                ApiKeys.INCREMENTAL_ALTER_CONFIGS,
                _ -> new IncrementalAlterConfigsRequestData()
                        .setResources(new IncrementalAlterConfigsRequestData.AlterConfigsResourceCollection(
                                List.of(new IncrementalAlterConfigsRequestData.AlterConfigsResource()
                                                .setResourceType((byte) 2)
                                                .setResourceName(MISSING))
                                        .iterator())));
        all.putAll(CoordinatorRequests.all(KNOWN, () -> known, MISSING));
        return all;
    }

    private ApiMessage produce(short version) {
        boolean ids = version >= 13;
        var topics = new TopicProduceDataCollection();
        topics.add(produced(ids ? "" : KNOWN, ids ? known : Uuid.ZERO_UUID));
        topics.add(produced(ids ? "" : MISSING, ids ? new Uuid(7, 7) : Uuid.ZERO_UUID));
        return new ProduceRequestData().setAcks((short) -1).setTimeoutMs(5000).setTopicData(topics);
    }

    private static ApiMessage addRaftVoter() {
        var listeners = new AddRaftVoterRequestData.ListenerCollection();
        listeners.add(new AddRaftVoterRequestData.Listener()
                .setName("RAFT")
                .setHost("127.0.0.1")
                .setPort(7000));
        return new AddRaftVoterRequestData().setVoterId(7).setTimeoutMs(1000).setListeners(listeners);
    }

    private static TopicProduceData produced(String name, Uuid id) {
        return new TopicProduceData()
                .setName(name)
                .setTopicId(id)
                .setPartitionData(List.of(
                        new PartitionProduceData()
                                .setIndex(0)
                                .setRecords(MemoryRecords.readableRecords(Records.batch("a", "b"))),
                        new PartitionProduceData()
                                .setIndex(5)
                                .setRecords(MemoryRecords.readableRecords(Records.batch("c")))));
    }

    private ApiMessage fetch(short version) {
        boolean ids = version >= 13;
        return new FetchRequestData()
                .setMinBytes(1)
                .setMaxBytes(1000)
                .setMaxWaitMs(100)
                .setSessionEpoch(version >= 7 ? 0 : -1)
                .setTopics(List.of(
                        fetched(ids ? "" : KNOWN, ids ? known : Uuid.ZERO_UUID),
                        fetched(ids ? "" : MISSING, ids ? new Uuid(7, 7) : Uuid.ZERO_UUID)));
    }

    private static FetchRequestData.FetchTopic fetched(String name, Uuid id) {
        return new FetchRequestData.FetchTopic()
                .setTopic(name)
                .setTopicId(id)
                .setPartitions(List.of(
                        new FetchRequestData.FetchPartition().setPartition(0).setPartitionMaxBytes(1000),
                        new FetchRequestData.FetchPartition()
                                .setPartition(1)
                                .setFetchOffset(1_000_000)
                                .setPartitionMaxBytes(1)));
    }

    private static ApiMessage listOffsets() {
        return new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsRequestData.ListOffsetsTopic()
                        .setName(KNOWN)
                        .setPartitions(List.of(
                                new ListOffsetsRequestData.ListOffsetsPartition().setTimestamp(-1),
                                new ListOffsetsRequestData.ListOffsetsPartition()
                                        .setPartitionIndex(1)
                                        .setTimestamp(-6),
                                new ListOffsetsRequestData.ListOffsetsPartition()
                                        .setPartitionIndex(8)
                                        .setTimestamp(0)))));
    }

    private static ApiMessage leaderEpochs() {
        var topics = new OffsetForLeaderEpochRequestData.OffsetForLeaderTopicCollection();
        topics.add(new OffsetForLeaderEpochRequestData.OffsetForLeaderTopic()
                .setTopic(KNOWN)
                .setPartitions(List.of(
                        new OffsetForLeaderEpochRequestData.OffsetForLeaderPartition().setLeaderEpoch(0),
                        new OffsetForLeaderEpochRequestData.OffsetForLeaderPartition().setPartition(8))));
        return new OffsetForLeaderEpochRequestData().setTopics(topics);
    }

    private static ApiMessage electLeaders() {
        var topics = new ElectLeadersRequestData.TopicPartitionsCollection();
        topics.add(new ElectLeadersRequestData.TopicPartitions().setTopic(KNOWN).setPartitions(List.of(0, 9)));
        return new ElectLeadersRequestData().setTopicPartitions(topics);
    }

    private static ApiMessage deleteTopics(short version) {
        return version >= 6
                ? new DeleteTopicsRequestData()
                        .setTopics(List.of(
                                new DeleteTopicsRequestData.DeleteTopicState().setName(MISSING),
                                new DeleteTopicsRequestData.DeleteTopicState()
                                        .setName(null)
                                        .setTopicId(new Uuid(7, 7))))
                : new DeleteTopicsRequestData().setTopicNames(List.of(MISSING));
    }

    private static CreateTopicsRequestData.CreatableTopic creatable(String name, int partitions) {
        return new CreateTopicsRequestData.CreatableTopic()
                .setName(name)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) 1);
    }

    private static DescribeConfigsRequestData.DescribeConfigsResource resource(int type, String name) {
        return new DescribeConfigsRequestData.DescribeConfigsResource()
                .setResourceType((byte) type)
                .setResourceName(name)
                .setConfigurationKeys(null);
    }
}
