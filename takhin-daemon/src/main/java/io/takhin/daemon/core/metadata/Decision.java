package io.takhin.daemon.core.metadata;

import io.takhin.daemon.core.Rejection;
import java.util.List;

/** What {@link MetadataMachine#decide} makes of a command. */
public sealed interface Decision {

    /** Yes: these events follow, in this order; none when the state already is as asked. */
    record Accepted(List<MetadataEvent> events) implements Decision {
        /** Copies the list. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** No: nothing changes. */
    record Rejected(Rejection rejection) implements Decision {}

    /** Short for an acceptance. */
    static Decision accept(MetadataEvent... events) {
        return new Accepted(List.of(events));
    }

    /** Short for a rejection. */
    static Decision reject(Rejection.Reason reason, String message) {
        return new Rejected(new Rejection(reason, message));
    }
}
