package io.takhin.cli.check;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Brief;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.output.View;
import io.takhin.cli.progress.ProgressBar;
import io.takhin.common.config.DataSize;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code check perf}. */
public final class CheckPerfCommand implements Command {

    private static final Duration LIMIT_DEFAULT = Duration.ofMillis(50);
    private static final Duration DURATION_DEFAULT = Duration.ofSeconds(10);
    private static final Duration DURATION_MAX = Duration.ofHours(1);
    private static final int RATE_DEFAULT = 1000;
    private static final int RATE_MAX = 10_000_000;
    private static final int RECORD_BYTES_DEFAULT = 1024;
    private static final int RECORD_BYTES_MAX = 512 << 10;
    private static final int PARTITIONS_MAX = 1000;
    private static final double RATE_SHARE_MIN = 0.95;
    private static final double NS_PER_SECOND = 1e9;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_US = 1000;

    private static final Option<Duration> P99 = Option.value(
            "--p99",
            "TIME",
            "the limit of the 99th percentile (default: 50ms)",
            Values::positiveDuration,
            LIMIT_DEFAULT);
    private static final Option<Integer> RATE = Option.value(
            "--rate", "N", "records a second (default: 1000)", word -> atMost(word, RATE_MAX), RATE_DEFAULT);
    private static final Option<Duration> DURATION = Option.value(
            "--duration",
            "TIME",
            "how long to measure, 1s to 1h (default: 10s)",
            CheckPerfCommand::duration,
            DURATION_DEFAULT);
    private static final Option<Integer> RECORD_SIZE = Option.value(
            "--record-size",
            "SIZE",
            "how large each record is (default: 1KiB)",
            CheckPerfCommand::size,
            RECORD_BYTES_DEFAULT);
    private static final Option<Integer> PARTITIONS = Option.value(
            "--partitions", "N", "partitions of the topic (default: 1)", word -> atMost(word, PARTITIONS_MAX), 1);
    private static final Option<Integer> REPLICATION = Option.value(
            "--replication-factor", "N", "replicas of the topic (default: the cluster's)", Values::positive, 0);

    private final Clients clients;

    /** Talks through these clients. */
    public CheckPerfCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("check perf", "measure how long commits take at a steady rate")
                .details("Creates a topic, sends records to it at --rate for --duration after a short warm-up, and"
                        + " deletes it again, also when it fails or is interrupted. A record's time begins when it"
                        + " was due, so a stall counts for everything behind it.")
                .details("PASS needs the 99th percentile within --p99, 95 % of the rate, and no record lost; otherwise"
                        + " FAIL and exit code 10. It loads the cluster: mind the rate where others work.")
                .options(P99, RATE, DURATION, RECORD_SIZE, PARTITIONS, REPLICATION)
                .exits(ExitCode.CONDITION_FALSE, ExitCode.NO_LEADER, ExitCode.INTERRUPTED)
                .example("takhin check perf", "1000 records a second, 50 ms, 10 s")
                .example("takhin check perf --p99 10ms --rate 20000 --duration 1m", "a stricter one")
                .example("takhin check perf -o json", "for a script; the verdict is in pass")
                .output(PerfResult.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var load = new PerfLoad(
                invocation.get(RATE),
                invocation.get(DURATION),
                invocation.get(RECORD_SIZE),
                invocation.get(PARTITIONS));
        var result = measure(invocation, load);
        invocation.print(view(Glyphs.of(invocation.console().env())), result);
        Finding.judge(result.findings());
    }

    private PerfResult measure(Invocation invocation, PerfLoad load) throws InterruptedException {
        var timeout = invocation.globals().timeoutOrDefault();
        var topic = new TemporaryTopic(clients, invocation);
        try (topic;
                var client = clients.open(invocation.globals())) {
            topic.create(client, load.partitions(), invocation.get(REPLICATION), timeout);
            invocation.note("sending " + load.rate() + " records/s to topic " + topic.name() + " for "
                    + load.warmUp().plus(load.duration()).toSeconds() + " s");
            var progress = new ProgressBar(invocation);
            var run = new PerfRun(load, invocation.console().clock(), progress);
            PerfTally.Summary summary;
            try {
                summary = run.run(client, topic.name(), timeout);
            } finally {
                progress.clear();
            }
            topic.close();
            return result(load, run.sent(), summary, invocation.get(P99), topic);
        } catch (TakhinException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
    }

    private static PerfResult result(
            PerfLoad load, long sent, PerfTally.Summary summary, Duration limit, TemporaryTopic topic) {
        long measuredNs = Math.max(1, summary.lastAckNs() - load.warmUp().toNanos());
        double reached = summary.ackedMeasured() / (measuredNs / NS_PER_SECOND);
        var latency = Percentiles.of(summary.us());
        long limitUs = limit.toNanos() / NS_PER_US;
        var findings = new ArrayList<Finding>();
        summary.error().ifPresent(error -> findings.add(new Finding("failed", error.message())));
        if (summary.failed() > 0) {
            findings.add(new Finding("failed", summary.failed() + " records were not acknowledged"));
        }
        if (latency.p99Us() > limitUs) {
            findings.add(new Finding(
                    "slow", "p99 is " + Brief.us(latency.p99Us()) + ", it was to be within " + Brief.us(limitUs)));
        }
        if (reached < load.rate() * RATE_SHARE_MIN) {
            findings.add(new Finding(
                    "under-rate", Math.round(reached) + " records/s were reached of " + load.rate() + " asked for"));
        }
        return new PerfResult(
                findings.isEmpty(),
                findings,
                limitUs,
                latency,
                LatencyPlot.buckets(summary.us()),
                load.rate(),
                reached,
                reached * load.recordBytes(),
                load.recordBytes(),
                sent,
                summary.acked(),
                summary.failed(),
                measuredNs / NS_PER_MS,
                topic.name(),
                topic.deleted());
    }

    static View<PerfResult> view(Glyphs glyphs) {
        return View.of(result -> List.of(Finding.verdict(result.pass())), (result, wide) -> layout(result, glyphs));
    }

    private static List<Block> layout(PerfResult result, Glyphs glyphs) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Fields(List.of(
                new Field("Verdict", Finding.verdict(result.pass())),
                new Field(
                        "Rate",
                        String.format(
                                Locale.ROOT,
                                "%s records/s of %s, %sB/s in records of %s",
                                Brief.number(result.rateReached()),
                                Brief.number(result.rateWanted()),
                                Brief.number(result.bytesPerSecond()),
                                new DataSize(result.recordBytes()))),
                new Field(
                        "Records",
                        result.sent() + " sent, " + result.acked() + " acknowledged, " + result.failed() + " failed"),
                new Field("Latency", result.latency().text()),
                new Field("Limit", "p99 within " + Brief.us(result.limitUs())))));
        blocks.addAll(LatencyPlot.lines(result.histogram(), result.latency(), glyphs));
        return blocks;
    }

    private static int atMost(String word, int most) {
        int number = Values.positive(word);
        if (number > most) {
            throw new IllegalArgumentException(number + " is more than " + most);
        }
        return number;
    }

    private static Duration duration(String word) {
        var duration = Values.duration(word);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(DURATION_MAX) > 0) {
            throw new IllegalArgumentException("must be 1s to 1h");
        }
        return duration;
    }

    private static int size(String word) {
        var size = DataSize.parse(word);
        if (size.bytes() < 1 || size.bytes() > RECORD_BYTES_MAX) {
            throw new IllegalArgumentException("must be 1B to 512KiB");
        }
        return size.bytesInt();
    }
}
