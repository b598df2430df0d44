package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.feature.Features;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelBuilders;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Secures connections the way the settings say: Kafka's channel builders over Kafka's security configs. */
final class ServerChannels {

    private final ListenerSettings settings;
    private final ListenerName name;
    private final ApiRegistry registry;
    private final CredentialCache credentials = new CredentialCache();

    ServerChannels(ListenerSettings settings, ListenerName name, ApiRegistry registry) {
        this.settings = settings;
        this.name = name;
        this.registry = registry;
    }

    /** A builder for one selector, which closes it. */
    ChannelBuilder builder() {
        var config = new AbstractConfig(BrokerSecurityConfigs.CONFIG_DEF, settings.security(), false);
        return ChannelBuilders.serverChannelBuilder(
                name,
                false,
                settings.protocol(),
                config,
                credentials,
                null,
                Time.SYSTEM,
                new LogContext(),
                _ -> versions());
    }

    /** What a client hears that asks before it has authenticated. */
    private ApiVersionsResponse versions() {
        return new ApiVersionsResponse.Builder()
                .setApiVersions(registry.versions())
                .setSupportedFeatures(Features.emptySupportedFeatures())
                .setFinalizedFeatures(Map.of())
                .setFinalizedFeaturesEpoch(ApiVersionsResponse.UNKNOWN_FINALIZED_FEATURES_EPOCH)
                .build();
    }
}
