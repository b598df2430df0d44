package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.feature.Features;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelBuilders;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.security.token.delegation.internals.DelegationTokenCache;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Secures connections the way the settings say: Kafka's channel builders over Kafka's security configs. */
final class ServerChannels {

    /** What takes part in a login; both are answered by the channel, before there are requests for handlers. */
    private static final List<ApiKeys> LOGIN = List.of(ApiKeys.SASL_HANDSHAKE, ApiKeys.SASL_AUTHENTICATE);

    private final ListenerSecurity security;
    private final ListenerName name;
    private final Supplier<ApiVersionCollection> served;
    private final CredentialCache credentials;

    ServerChannels(ListenerSecurity security, ListenerName name, ApiRegistry registry) {
        this(security, name, registry::versions);
    }

    private ServerChannels(ListenerSecurity security, ListenerName name, Supplier<ApiVersionCollection> served) {
        this.security = security;
        this.name = name;
        this.served = served;
        this.credentials = security.users().scramCredentials(security.mechanisms());
    }

    /**
     * Finds out whether connections can be secured this way.
     *
     * @throws IllegalArgumentException if not, with the reason
     */
    static void check(ListenerSecurity security) {
        var name = ListenerName.forSecurityProtocol(security.protocol());
        try {
            new ServerChannels(security, name, () -> new ApiVersionCollection())
                    .builder()
                    .close();
        } catch (KafkaException e) {
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw new IllegalArgumentException(first.getMessage(), e);
        }
    }

    /** A builder for one selector, which closes it. */
    ChannelBuilder builder() {
        var config = new AbstractConfig(BrokerSecurityConfigs.CONFIG_DEF, security.configs(), false);
        return ChannelBuilders.serverChannelBuilder(
                name,
                false,
                security.protocol(),
                config,
                credentials,
                // There are no delegation tokens; without a cache a client that tries one makes a fault.
                new DelegationTokenCache(ScramMechanism.mechanismNames()),
                Time.SYSTEM,
                new LogContext(),
                _ -> versions());
    }

    /**
     * What a client hears that asks before it has logged in. Without the login's own APIs it would send its password
     * outside any request, as clients did before KIP-152, and never hear that it is wrong.
     */
    private ApiVersionsResponse versions() {
        var versions = served.get();
        for (var key : LOGIN) {
            versions.add(new ApiVersion()
                    .setApiKey(key.id)
                    .setMinVersion(key.oldestVersion())
                    .setMaxVersion(key.latestVersion()));
        }
        return new ApiVersionsResponse.Builder()
                .setApiVersions(versions)
                .setSupportedFeatures(Features.emptySupportedFeatures())
                .setFinalizedFeatures(Map.of())
                .setFinalizedFeaturesEpoch(ApiVersionsResponse.UNKNOWN_FINALIZED_FEATURES_EPOCH)
                .build();
    }
}
