package io.takhin.daemon.adapter.kafka.topic;

import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/**
 * How many partitions one request may create, over all its topics. Kafka has such a limit, 10,000, and refuses the
 * whole request with POLICY_VIOLATION.
 *
 * @param partitionsMax the most, 1 or more
 */
public record PartitionBudget(int partitionsMax) {

    /** What is wrong with a request that wants so many for each of its topics. */
    Optional<ApiError> problem(LongStream wanted) {
        long sum = wanted.sum();
        return sum <= partitionsMax
                ? Optional.empty()
                : Optional.of(new ApiError(
                        Errors.POLICY_VIOLATION,
                        "the request creates " + sum + " partitions, the limit (kafka.createPartitionsMax) is "
                                + partitionsMax));
    }
}
