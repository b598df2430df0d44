package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.daemon.core.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Puts an entry into a group's log and brings back what applying it gave. */
@FunctionalInterface
public interface Submitter {

    /**
     * Submits an entry. Rejected only if it is surely not in the log; unknown when the answer was lost. Entries
     * submitted one after the other by one thread keep their order. Completed by a deadline of its own.
     */
    CompletableFuture<Outcome<ByteString>> submit(ByteString entry);
}
