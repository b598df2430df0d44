package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;

/** Creates topics that clients ask for, with the cluster's defaults, where that is on. */
public final class AutoCreation {

    private static final ChangeOptions OPTIONS = new ChangeOptions(false, Duration.ofSeconds(5));

    private final Backend backend;
    private final boolean on;

    /** Takes the setting. */
    public AutoCreation(Backend backend, boolean on) {
        this.backend = backend;
        this.on = on;
    }

    /** Whether topics are created. */
    boolean on() {
        return on;
    }

    /**
     * Creates a topic and waits until it has leaders. A client that is told LEADER_NOT_AVAILABLE asks again.
     *
     * @return why the topic may not be there
     */
    CompletableFuture<Errors> create(String name) {
        if (Topic.isInternal(name)) {
            // Its coordinator creates it, with the number of partitions and the configs that it needs.
            return CompletableFuture.completedFuture(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        return backend.createTopic(new NewTopic(name, NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of()), OPTIONS)
                .thenApply(AutoCreation::error);
    }

    private static Errors error(Outcome<TopicState> outcome) {
        return switch (outcome) {
            case Outcome.Done<TopicState> _, Outcome.Unknown<TopicState> _ -> Errors.LEADER_NOT_AVAILABLE;
            case Outcome.Rejected<TopicState>(var rejection) ->
                rejection.reason() == Rejection.Reason.TOPIC_EXISTS
                        ? Errors.LEADER_NOT_AVAILABLE
                        : KafkaErrors.of(rejection.reason());
        };
    }
}
