package io.takhin.cli.cluster;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code wait}. */
public final class WaitCommand implements Command {

    private static final Duration RETRY_AFTER = Duration.ofMillis(100);
    private static final long NS_PER_MS = 1_000_000;

    private static final Argument<Map.Entry<String, Condition>> CONDITION = Argument.one(
            "CONDITION",
            String.join(", ", Condition.FORMS),
            new Completes.Words(List.of("ready", "leader", "members=", "in-sync", "topic=", "caught-up=")),
            word -> Map.entry(word, Condition.parse(word)));

    private static final View<WaitResult> VIEW = View.of(
            result -> List.of(result.condition()),
            (result, wide) -> List.of(new Block.Line(result.condition() + ": " + result.observed())));

    private final Clients clients;

    /** What is known while it waits; used by the command's thread alone. */
    private static final class Progress {
        private String observed = "no answer yet";
        private boolean holds;
    }

    /** Talks through these clients. */
    public WaitCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("wait", "wait until a condition holds")
                .details("Refused connections and failed look-ups are tried again until --timeout (default: 30s), so"
                        + " it may start before the daemon does. Exits 0 when the condition holds, or 9 with the"
                        + " last state observed.")
                .details("ready: the node that answers serves. leader: the cluster has a leader. members=N: exactly"
                        + " N members are alive. in-sync: no replica lags. topic=NAME: the topic exists and every"
                        + " partition has a leader. caught-up=ID: that node is alive and nothing lags.")
                .arguments(CONDITION)
                .example("takhin wait ready --timeout 1m", "after starting the daemon")
                .example("takhin wait topic=orders", "before starting a consumer")
                .exits(ExitCode.DEADLINE)
                .output(WaitResult.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var condition = invocation.get(CONDITION);
        var clock = invocation.console().nanoTime();
        long startNs = clock.getAsLong();
        long endNs = startNs + invocation.globals().timeoutOrDefault().toNanos();
        var progress = new Progress();
        try (var client = clients.open(invocation.globals())) {
            while (!progress.holds) {
                long leftNs = endNs - clock.getAsLong();
                if (leftNs <= 0) {
                    throw tooLate(condition.getKey(), invocation, progress.observed);
                }
                watch(client, condition.getValue(), Duration.ofNanos(leftNs), progress);
                if (!progress.holds) {
                    pause(Math.min(leftNs, RETRY_AFTER.toNanos()));
                }
            }
        }
        long waitedMs = (clock.getAsLong() - startNs) / NS_PER_MS;
        invocation.print(VIEW, new WaitResult(condition.getKey(), progress.observed, waitedMs));
    }

    /** Follows the cluster's states until the condition holds, or the connection or the time is gone. */
    private static void watch(AdminClient client, Condition condition, Duration timeout, Progress progress)
            throws InterruptedException {
        long endNs = System.nanoTime() + timeout.toNanos();
        try (var stream = client.watch(new WatchRequest(condition.topics()), timeout)) {
            while (!progress.holds) {
                var state = stream.next(Duration.ofNanos(Math.max(1, endNs - System.nanoTime())));
                progress.observed = condition.observed(state);
                progress.holds = condition.holds(state);
            }
        } catch (TakhinException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!isPassing(e.error().code())) {
                throw e;
            }
            if (e.error().code() != ErrorCode.DEADLINE) {
                progress.observed = e.error().message();
            }
        }
    }

    /** Whether the next try may find it better. */
    private static boolean isPassing(ErrorCode code) {
        return switch (code) {
            case UNREACHABLE, NO_LEADER, OVERLOADED, DEADLINE, NOT_FOUND, INTERNAL, STORAGE -> true;
            case USAGE, CONFLICT, REFUSED, UNAUTHENTICATED, UNAUTHORIZED, CONDITION_FALSE, PARTIAL, BAD_DATA -> false;
        };
    }

    private static void pause(long ns) throws InterruptedException {
        boolean released = new CountDownLatch(1).await(ns, TimeUnit.NANOSECONDS);
        if (released) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    private static TakhinException tooLate(String condition, Invocation invocation, String observed) {
        var time = Text.duration(invocation.globals().timeoutOrDefault());
        return new TakhinException(AdminError.of(
                        ErrorCode.DEADLINE, condition + " did not hold within " + time + "; last seen: " + observed)
                .withHint("wait longer with --timeout, or see: takhin health"));
    }
}
