package io.takhin.daemon.adapter.kafka.coordinator;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.NewTopic;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic that holds a coordinator's state, and which partition of it a key belongs to. Created on first
 * use, never before, so that a cluster without groups or transactions has no such topic.
 */
public final class CoordinatorTopic {

    private final Backend backend;
    private final NewTopic topic;
    private final AtomicReference<@Nullable CompletableFuture<Outcome<TopicState>>> creation = new AtomicReference<>();

    /** Describes the topic; creates nothing yet. */
    public CoordinatorTopic(Backend backend, String name, int partitions, Map<String, String> configs) {
        this.backend = backend;
        this.topic = new NewTopic(name, partitions, NewTopic.DEFAULT, configs);
    }

    /** Its name. */
    public String name() {
        return topic.name();
    }

    /** The topic as this node knows it, if it was created. */
    public Optional<TopicState> state() {
        return backend.metadata().topic(topic.name());
    }

    /** Its id for the backend, where the topic has that partition. */
    public Optional<PartitionId> partition(int number) {
        return state().filter(state -> number >= 0 && number < state.partitionCount())
                .map(state -> state.partition(number));
    }

    /** Which partition a group or a transactional id belongs to: Kafka's own hash, so that tools agree. */
    public OptionalInt partitionFor(String key) {
        return state().map(state -> OptionalInt.of(Utils.abs(key.hashCode()) % state.partitionCount()))
                .orElse(OptionalInt.empty());
    }

    /** The partition that a group or a transactional id belongs to, for the backend. */
    public Optional<PartitionId> home(String key) {
        var number = partitionFor(key);
        return number.isPresent() ? partition(number.getAsInt()) : Optional.empty();
    }

    /** Creates the topic if it is not there; calls that come while it is being created share one creation. */
    public CompletableFuture<Outcome<TopicState>> ensure() {
        var existing = state();
        if (existing.isPresent()) {
            return CompletableFuture.completedFuture(Outcome.done(existing.get()));
        }
        var mine = new CompletableFuture<Outcome<TopicState>>();
        var running = creation.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        var _ = backend.createTopic(topic, ChangeOptions.DEFAULT).whenComplete((outcome, failure) -> {
            creation.set(null);
            if (failure != null) {
                mine.completeExceptionally(failure);
            } else {
                mine.complete(existsIsFine(outcome));
            }
        });
        return mine;
    }

    private Outcome<TopicState> existsIsFine(Outcome<TopicState> outcome) {
        if (outcome instanceof Outcome.Rejected<TopicState>(var rejection)
                && rejection.reason() == Rejection.Reason.TOPIC_EXISTS) {
            return state().<Outcome<TopicState>>map(Outcome::done)
                    .orElseGet(() -> Outcome.reject(Rejection.Reason.NOT_READY, "topic " + name() + " is on its way"));
        }
        return outcome;
    }
}
