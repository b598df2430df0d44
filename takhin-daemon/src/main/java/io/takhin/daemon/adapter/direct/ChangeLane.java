package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that changes the metadata. It takes the changes that have gathered and decides each against the image
 * the ones before it lead to; {@link GroupCommit} makes them durable with one fsync and carries them out. Every answer,
 * a refusal as well, waits for that fsync: it may rest on a change of the same group.
 */
final class ChangeLane {

    private static final int GROUP_MAX = 128;

    private final BlockingQueue<Optional<PendingChange<?>>> queue;
    private final GroupCommit commit;
    private final FreeSpaceGuard space;
    private final TopicConfigRules rules;
    private final FaultHandler faults;
    private final Thread thread;
    private volatile boolean ended;

    ChangeLane(int queueMax, GroupCommit commit, FreeSpaceGuard space, TopicConfigRules rules, FaultHandler faults) {
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.commit = commit;
        this.space = space;
        this.rules = rules;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name("takhin-metadata-0").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a change; false when the queue is full. One that comes after the end is answered with NOT_READY. */
    boolean offer(PendingChange<?> change) {
        boolean taken = queue.offer(Optional.of(change));
        if (taken && ended) {
            refuseRest();
        }
        return taken;
    }

    /** Ends the thread after the changes that wait; true when it ended in time. */
    boolean stop(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean told = queue.offer(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return told && thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    private void run() {
        var group = new ArrayList<PendingChange<?>>();
        try {
            boolean stop = false;
            while (!stop) {
                var taken = new ArrayList<Optional<PendingChange<?>>>();
                taken.add(queue.take());
                queue.drainTo(taken, GROUP_MAX - 1);
                stop = taken.stream().anyMatch(Optional::isEmpty);
                group.clear();
                taken.forEach(change -> change.ifPresent(group::add));
                commit.commit(decide(group));
            }
            commit.checkpoint();
        } catch (Throwable t) {
            faults.fatal("thread " + thread.getName() + " ended", t);
            group.forEach(change -> change.answer().completeExceptionally(t));
        } finally {
            ended = true;
            refuseRest();
        }
    }

    private List<Decided<?>> decide(List<PendingChange<?>> group) {
        var decided = new ArrayList<Decided<?>>();
        var image = commit.image();
        for (var pending : group) {
            if (pending.take()) {
                var next = decide(image, pending);
                decided.add(next);
                image = next.after();
            }
        }
        return decided;
    }

    private <T> Decided<T> decide(MetadataImage image, PendingChange<T> pending) {
        var full = pending.change().grows() ? space.refusal() : Optional.<Rejection>empty();
        Outcome<MetadataCommand> command = full.isPresent()
                ? new Outcome.Rejected<>(full.get())
                : pending.change().command(image, rules);
        return switch (command) {
            case Outcome.Done<MetadataCommand>(var asked) -> decide(image, pending, asked);
            case Outcome.Rejected<MetadataCommand>(var rejection) -> refused(image, pending, rejection);
            case Outcome.Unknown<MetadataCommand>(var message) -> throw new IllegalStateException(message);
        };
    }

    private <T> Decided<T> decide(MetadataImage image, PendingChange<T> pending, MetadataCommand command) {
        return switch (MetadataMachine.decide(image, command)) {
            case Decision.Rejected(var rejection) -> refused(image, pending, rejection);
            case Decision.Accepted(var events) -> {
                var after = image.with(events);
                Outcome<T> answer = Outcome.done(pending.change().result(image, after));
                if (pending.dryRun() || events.isEmpty()) {
                    yield new Decided<>(pending, Optional.empty(), List.of(), image, answer);
                }
                var problem = commit.prepare(events, after);
                yield problem.isPresent()
                        ? refused(image, pending, problem.get())
                        : new Decided<>(pending, Optional.of(command), events, after, answer);
            }
        };
    }

    private static <T> Decided<T> refused(MetadataImage image, PendingChange<T> pending, Rejection rejection) {
        return new Decided<>(pending, Optional.empty(), List.of(), image, new Outcome.Rejected<>(rejection));
    }

    private void refuseRest() {
        var rest = new ArrayList<Optional<PendingChange<?>>>();
        queue.drainTo(rest);
        rest.stream()
                .flatMap(Optional::stream)
                .forEach(change -> change.reject(
                        new Rejection(Rejection.Reason.NOT_READY, "the node is stopping; nothing was changed")));
    }
}
