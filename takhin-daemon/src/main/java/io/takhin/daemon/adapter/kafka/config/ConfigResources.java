package io.takhin.daemon.adapter.kafka.config;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/** The kinds of resources that have configs here. */
public final class ConfigResources {

    private final Map<ConfigResource.Type, ResourceConfigs> byType = new EnumMap<>(ConfigResource.Type.class);

    /** Takes them. */
    public ConfigResources(Collection<ResourceConfigs> all) {
        all.forEach(each -> byType.put(each.type(), each));
    }

    Optional<ResourceConfigs> find(byte type) {
        return Optional.ofNullable(byType.get(ConfigResource.Type.forId(type)));
    }

    static ApiError unknown(byte type) {
        return new ApiError(
                Errors.INVALID_REQUEST,
                "resources of type " + ConfigResource.Type.forId(type) + " have no configs here");
    }
}
