package io.takhin.common.admin.stream;

import io.takhin.common.json.Doc;
import io.takhin.common.model.OffsetSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to read.
 *
 * @param topics which topics
 * @param partitions which partitions of each, empty for all
 * @param from where to start in each partition
 * @param to where to end, exclusive; absent to follow for ever
 * @param readCommitted whether records of open and aborted transactions are left out
 * @param waitTopic whether to wait for topics that do not exist yet
 */
@Doc("What to read.")
public record ConsumeRequest(
        @Doc("Which topics.") List<String> topics,
        @Doc("Which partitions of each; empty for all.") List<Integer> partitions,

        @Doc("Where to start in each partition: start, end, N, -N or @TIME.")
        OffsetSpec from,

        @Doc("Where to end, exclusive: end, N or @TIME, pinned once at the start; absent to follow.") @Nullable
        OffsetSpec to,

        @Doc("Whether records of open and aborted transactions are left out.")
        boolean readCommitted,

        @Doc("Whether to wait for topics that do not exist yet.")
        boolean waitTopic) {}
