package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.core.Outcome;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that are not answered yet, so that the close answers what nothing else does. Any thread may call. */
final class OpenRequests {

    private final Set<Runnable> giveUp = ConcurrentHashMap.newKeySet();

    /** The same answer, or an unknown outcome at the close. */
    <T> CompletableFuture<Outcome<T>> track(CompletableFuture<Outcome<T>> answer) {
        Runnable unknown = () -> answer.complete(new Outcome.Unknown<>("the node stopped before the answer"));
        giveUp.add(unknown);
        return answer.whenComplete((_, _) -> giveUp.remove(unknown));
    }

    void close() {
        giveUp.forEach(Runnable::run);
    }
}
