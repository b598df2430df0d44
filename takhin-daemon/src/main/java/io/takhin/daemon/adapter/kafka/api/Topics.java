package io.takhin.daemon.adapter.kafka.api;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.TopicState;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** Between Kafka's ways to name a topic and ours. */
public final class Topics {

    private Topics() {}

    /** Kafka's form of an id. */
    public static Uuid uuid(TopicId id) {
        return new Uuid(id.mostSignificantBits(), id.leastSignificantBits());
    }

    /** Our form of an id. */
    public static TopicId id(Uuid uuid) {
        return new TopicId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /**
     * The topic of that id where one is given, else of that name. Either may be missing, as older and newer requests
     * do.
     */
    public static Optional<TopicState> find(MetadataImage image, Uuid uuid, String name) {
        return Uuid.ZERO_UUID.equals(uuid) ? image.topic(name) : image.topic(id(uuid));
    }

    /** What a request hears that named an unknown topic this way. */
    public static Errors unknown(Uuid uuid) {
        return Uuid.ZERO_UUID.equals(uuid) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID;
    }

    /** Whether a topic has a partition of that number. */
    public static boolean has(TopicState topic, int partition) {
        return partition >= 0 && partition < topic.partitionCount();
    }
}
