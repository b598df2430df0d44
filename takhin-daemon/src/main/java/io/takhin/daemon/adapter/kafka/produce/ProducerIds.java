package io.takhin.daemon.adapter.kafka.produce;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ProducerIdBlock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Gives out producer ids from blocks that the cluster hands to this node (KIP-98). Any thread may call. An id is never
 * given twice; those of a block that are left when the node ends are lost.
 */
public final class ProducerIds {

    /** Kafka's size of a block. */
    private static final int BLOCK = 1000;

    private final Backend backend;
    /** Guarded by this, as the rest; bounded by the requests under way. */
    private final Queue<CompletableFuture<Outcome<Long>>> waiting = new ArrayDeque<>();

    private long next;
    private long endExclusive;
    private boolean asking;

    /** Takes where blocks come from. */
    public ProducerIds(Backend backend) {
        this.backend = backend;
    }

    /** A new producer id. */
    public CompletableFuture<Outcome<Long>> next() {
        var answer = new CompletableFuture<Outcome<Long>>();
        synchronized (this) {
            if (next < endExclusive) {
                return CompletableFuture.completedFuture(Outcome.done(next++));
            }
            waiting.add(answer);
            if (asking) {
                return answer;
            }
            asking = true;
        }
        ask();
        return answer;
    }

    private void ask() {
        var _ = backend.allocateProducerIds(BLOCK).whenComplete((outcome, failure) -> {
            if (failure == null) {
                take(outcome);
            } else {
                refuse(failure);
            }
        });
    }

    private void take(Outcome<ProducerIdBlock> outcome) {
        switch (outcome) {
            case Outcome.Done<ProducerIdBlock>(var block) -> take(block);
            case Outcome.Rejected<ProducerIdBlock>(var rejection) ->
                drain().forEach(each -> each.complete(new Outcome.Rejected<>(rejection)));
            case Outcome.Unknown<ProducerIdBlock>(var message) ->
                drain().forEach(each -> each.complete(new Outcome.Unknown<>(message)));
        }
    }

    private void take(ProducerIdBlock block) {
        record Grant(CompletableFuture<Outcome<Long>> answer, long id) {}
        var grants = new ArrayDeque<Grant>();
        boolean more;
        synchronized (this) {
            next = block.first();
            endExclusive = block.first() + block.count();
            while (next < endExclusive && !waiting.isEmpty()) {
                grants.add(new Grant(waiting.remove(), next++));
            }
            more = !waiting.isEmpty();
            asking = more;
        }
        grants.forEach(grant -> grant.answer().complete(Outcome.done(grant.id())));
        if (more) {
            ask();
        }
    }

    private void refuse(Throwable failure) {
        drain().forEach(each -> each.completeExceptionally(failure));
    }

    private synchronized Queue<CompletableFuture<Outcome<Long>>> drain() {
        asking = false;
        var all = new ArrayDeque<>(waiting);
        waiting.clear();
        return all;
    }
}
