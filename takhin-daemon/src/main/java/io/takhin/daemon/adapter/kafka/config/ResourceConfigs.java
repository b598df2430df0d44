package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.ConfigChange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.requests.ApiError;

/** The configs of one kind of resource. Any thread may call. */
public interface ResourceConfigs {

    /** Which kind. */
    ConfigResource.Type type();

    /** All configs of a resource, by name. */
    Outcome<List<DescribedConfig>> describe(String resource);

    /** The same with every change seen that was done before the call: what a change may build on. */
    default CompletableFuture<Outcome<List<DescribedConfig>>> newest(String resource) {
        return CompletableFuture.completedFuture(describe(resource));
    }

    /**
     * Changes configs of a resource; they are in force when it is answered.
     *
     * @param validateOnly decide only
     */
    CompletableFuture<ApiError> alter(String resource, ConfigChange change, boolean validateOnly);
}
