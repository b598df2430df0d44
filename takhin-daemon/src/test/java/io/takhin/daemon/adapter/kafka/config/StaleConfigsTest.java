package io.takhin.daemon.adapter.kafka.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ConfigChange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResourceCollection;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfigCollection;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AlterConfigsRequest;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

/** A node that lags behind works a change out against what the cluster has, not against what it knows. */
class StaleConfigsTest {

    private static final String POLICY = "cleanup.policy";

    /** A topic that this node knows as it was. */
    private static final class Stale implements ResourceConfigs {
        final List<ConfigChange> changes = new ArrayList<>();

        @Override
        public ConfigResource.Type type() {
            return ConfigResource.Type.TOPIC;
        }

        @Override
        public Outcome<List<DescribedConfig>> describe(String resource) {
            return Outcome.done(List.of(config("delete", ConfigSource.DEFAULT_CONFIG)));
        }

        @Override
        public CompletableFuture<Outcome<List<DescribedConfig>>> newest(String resource) {
            return CompletableFuture.completedFuture(
                    Outcome.done(List.of(config("delete,compact", ConfigSource.TOPIC_CONFIG))));
        }

        @Override
        public CompletableFuture<ApiError> alter(String resource, ConfigChange change, boolean validateOnly) {
            changes.add(change);
            return CompletableFuture.completedFuture(ApiError.NONE);
        }

        private static DescribedConfig config(String value, ConfigSource source) {
            return new DescribedConfig(POLICY, value, source, ConfigType.LIST, false, "", List.of());
        }
    }

    private static RequestContext context(ApiKeys key) {
        return new RequestContext(
                new RequestHeader(key, key.latestVersion(), "test", 1),
                "1",
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                KafkaPrincipal.ANONYMOUS,
                new ListenerName("TEST"),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false,
                Optional.empty());
    }

    @Test
    void subtractsFromTheNewestList() {
        // Given
        var configs = new Stale();
        var operation = new AlterableConfig()
                .setName(POLICY)
                .setValue("compact")
                .setConfigOperation(AlterConfigOp.OpType.SUBTRACT.id());
        var resource = new IncrementalAlterConfigsRequestData.AlterConfigsResource()
                .setResourceType(ConfigResource.Type.TOPIC.id())
                .setResourceName("t")
                .setConfigs(new AlterableConfigCollection(List.of(operation).iterator()));
        var data = new IncrementalAlterConfigsRequestData()
                .setResources(
                        new AlterConfigsResourceCollection(List.of(resource).iterator()));
        var handler = new IncrementalAlterConfigsHandler(new ConfigResources(List.of(configs)));

        // When
        handler.handle(
                        context(ApiKeys.INCREMENTAL_ALTER_CONFIGS),
                        new IncrementalAlterConfigsRequest.Builder(data).build())
                .join();

        // Then
        assertEquals(List.of(new ConfigChange(Map.of(POLICY, "delete"), List.of())), configs.changes);
    }

    @Test
    void removesWhatTheNewestConfigsSetAndTheRequestDoesNot() {
        // Given
        var configs = new Stale();
        var data = new AlterConfigsRequestData();
        data.resources()
                .add(new AlterConfigsRequestData.AlterConfigsResource()
                        .setResourceType(ConfigResource.Type.TOPIC.id())
                        .setResourceName("t"));
        var handler = new AlterConfigsHandler(new ConfigResources(List.of(configs)));

        // When
        handler.handle(context(ApiKeys.ALTER_CONFIGS), new AlterConfigsRequest(data, (short) 2))
                .join();

        // Then
        assertEquals(List.of(new ConfigChange(Map.of(), List.of(POLICY))), configs.changes);
    }
}
