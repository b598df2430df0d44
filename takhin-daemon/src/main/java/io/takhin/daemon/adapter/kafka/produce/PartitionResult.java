package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.kafka.api.KafkaErrors;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Appended;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.requests.ApiError;

/**
 * How one append of a Produce ended.
 *
 * @param name the topic's name as the client gave it, empty when it gave an id
 * @param topicId the topic's id as the client gave it, zero when it gave a name
 * @param index the partition's number
 * @param partition which partition that is, where it is known
 * @param error why it was not appended
 * @param appended where it was
 */
record PartitionResult(
        String name,
        Uuid topicId,
        int index,
        Optional<PartitionId> partition,
        ApiError error,
        Optional<Appended> appended) {

    static PartitionResult refused(TopicProduceData named, int index, ApiError error, Optional<PartitionId> partition) {
        return new PartitionResult(named.name(), named.topicId(), index, partition, error, Optional.empty());
    }

    static PartitionResult of(TopicProduceData named, int index, PartitionId partition, Outcome<Appended> outcome) {
        return switch (outcome) {
            case Outcome.Done<Appended>(var appended) ->
                new PartitionResult(
                        named.name(),
                        named.topicId(),
                        index,
                        Optional.of(partition),
                        ApiError.NONE,
                        Optional.of(appended));
            case Outcome.Rejected<Appended> _, Outcome.Unknown<Appended> _ ->
                refused(named, index, KafkaErrors.of(outcome), Optional.of(partition));
        };
    }
}
