package io.takhin.daemon.adapter.kafka;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.KafkaSettings;
import io.takhin.daemon.adapter.kafka.cluster.AddRaftVoterHandler;
import io.takhin.daemon.adapter.kafka.cluster.AutoCreation;
import io.takhin.daemon.adapter.kafka.cluster.DescribeClientQuotasHandler;
import io.takhin.daemon.adapter.kafka.cluster.DescribeClusterHandler;
import io.takhin.daemon.adapter.kafka.cluster.DescribeLogDirsHandler;
import io.takhin.daemon.adapter.kafka.cluster.DescribeQuorumHandler;
import io.takhin.daemon.adapter.kafka.cluster.DescribeTopicPartitionsHandler;
import io.takhin.daemon.adapter.kafka.cluster.ElectLeadersHandler;
import io.takhin.daemon.adapter.kafka.cluster.ListPartitionReassignmentsHandler;
import io.takhin.daemon.adapter.kafka.cluster.MetadataHandler;
import io.takhin.daemon.adapter.kafka.cluster.RemoveRaftVoterHandler;
import io.takhin.daemon.adapter.kafka.cluster.VoterChanges;
import io.takhin.daemon.adapter.kafka.config.AlterConfigsHandler;
import io.takhin.daemon.adapter.kafka.config.BrokerConfigs;
import io.takhin.daemon.adapter.kafka.config.ConfigResources;
import io.takhin.daemon.adapter.kafka.config.DescribeConfigsHandler;
import io.takhin.daemon.adapter.kafka.config.IncrementalAlterConfigsHandler;
import io.takhin.daemon.adapter.kafka.config.ResourceConfigs;
import io.takhin.daemon.adapter.kafka.config.TopicConfigs;
import io.takhin.daemon.adapter.kafka.fetch.FetchHandler;
import io.takhin.daemon.adapter.kafka.fetch.ListOffsetsHandler;
import io.takhin.daemon.adapter.kafka.fetch.OffsetsForLeaderEpochHandler;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.adapter.kafka.produce.DescribeProducersHandler;
import io.takhin.daemon.adapter.kafka.produce.InitProducerIdHandler;
import io.takhin.daemon.adapter.kafka.produce.ProduceHandler;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.adapter.kafka.produce.TransactionalAppends;
import io.takhin.daemon.adapter.kafka.produce.TransactionalProducers;
import io.takhin.daemon.adapter.kafka.topic.CreatePartitionsHandler;
import io.takhin.daemon.adapter.kafka.topic.CreateTopicsHandler;
import io.takhin.daemon.adapter.kafka.topic.DeleteRecordsHandler;
import io.takhin.daemon.adapter.kafka.topic.DeleteTopicsHandler;
import io.takhin.daemon.adapter.kafka.topic.PartitionBudget;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.ArrayList;
import java.util.List;

/** The handlers of all APIs but those of groups and transactions. Close it after the listener. */
public final class KafkaHandlers implements AutoCloseable {

    private final List<ApiHandler<?>> handlers;
    private final FetchHandler fetch;
    private final VoterChanges voters;

    /**
     * Makes the handlers.
     *
     * @param nodes the way to the other nodes
     * @param producerIds where producer ids come from
     * @param transactional who answers producers with a transactional id
     * @param appends what records of transactions go through
     * @param moreConfigs configs of other resources than topics and nodes
     */
    public KafkaHandlers(
            Backend backend,
            TopicConfigRules rules,
            KafkaSettings settings,
            NodeRequests nodes,
            ProducerIds producerIds,
            TransactionalProducers transactional,
            TransactionalAppends appends,
            List<ResourceConfigs> moreConfigs) {
        var topicConfigs = new TopicConfigs(backend, rules);
        var allConfigs = new ArrayList<>(moreConfigs);
        allConfigs.add(topicConfigs);
        allConfigs.add(new BrokerConfigs(backend, rules, settings.brokerConfigs()));
        var configs = new ConfigResources(allConfigs);
        this.fetch = new FetchHandler(backend, settings);
        this.voters = new VoterChanges(backend);
        var budget = new PartitionBudget(settings.createPartitionsMax());
        this.handlers = List.of(
                fetch,
                new MetadataHandler(backend, new AutoCreation(backend, settings.autoCreateTopics())),
                new DescribeClusterHandler(backend),
                new DescribeTopicPartitionsHandler(backend, settings.describePartitionsMax()),
                new DescribeLogDirsHandler(backend, settings.logFolder()),
                new DescribeQuorumHandler(backend, nodes),
                new AddRaftVoterHandler(voters),
                new RemoveRaftVoterHandler(voters),
                new DescribeClientQuotasHandler(),
                new ElectLeadersHandler(backend),
                new ListPartitionReassignmentsHandler(),
                new ProduceHandler(backend, appends),
                new InitProducerIdHandler(producerIds, transactional),
                new DescribeProducersHandler(backend),
                new ListOffsetsHandler(backend),
                new OffsetsForLeaderEpochHandler(backend),
                new CreateTopicsHandler(backend, topicConfigs, budget),
                new DeleteTopicsHandler(backend),
                new CreatePartitionsHandler(backend, budget),
                new DeleteRecordsHandler(backend),
                new DescribeConfigsHandler(configs),
                new AlterConfigsHandler(configs),
                new IncrementalAlterConfigsHandler(configs));
    }

    /** The handlers, for the registry. */
    public List<ApiHandler<?>> handlers() {
        return handlers;
    }

    /** Ends the threads of handlers. */
    @Override
    public void close() {
        fetch.close();
        voters.close();
    }
}
