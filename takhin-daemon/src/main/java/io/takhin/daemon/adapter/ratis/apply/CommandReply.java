package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import org.jspecify.annotations.Nullable;

/**
 * What applying a command gave.
 *
 * @param refusal why nothing changed, null when it was accepted
 * @param topic the topic afterwards, or as it was when it was deleted; null where none is concerned
 * @param value a start offset or the first producer id, 0 where none is asked
 * @param index the log's index of the command
 */
public record CommandReply(
        @Nullable Rejection refusal, @Nullable TopicState topic, long value, long index) {

    /** Done, with a number. */
    static CommandReply value(long value, long index) {
        return new CommandReply(null, null, value, index);
    }

    /** Done, with a topic. */
    static CommandReply topic(@Nullable TopicState topic, long index) {
        return new CommandReply(null, topic, 0, index);
    }

    /** Refused. */
    static CommandReply refused(Rejection refusal, long index) {
        return new CommandReply(refusal, null, 0, index);
    }

    /** As an outcome. */
    public Outcome<CommandReply> outcome() {
        return refusal == null ? Outcome.done(this) : new Outcome.Rejected<>(refusal);
    }
}
