package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataImage;
import java.util.List;
import java.util.Optional;

/**
 * A change that was decided: what to log and carry out, and what to answer once all that its decision rests on is on
 * disk.
 *
 * @param pending the change
 * @param logged the command to log, nothing when it was refused, is a dry run or changes nothing
 * @param events what follows from the command
 * @param after the image it leads to
 * @param answer what to answer
 */
record Decided<T>(
        PendingChange<T> pending,
        Optional<MetadataCommand> logged,
        List<MetadataEvent> events,
        MetadataImage after,
        Outcome<T> answer) {

    void answerNow() {
        pending.answer().complete(answer);
    }

    void answerUnknown(String message) {
        pending.answer().complete(new Outcome.Unknown<>(message));
    }

    void answerFault(Throwable fault) {
        pending.answer().completeExceptionally(fault);
    }
}
