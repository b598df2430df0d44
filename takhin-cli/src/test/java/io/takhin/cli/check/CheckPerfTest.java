package io.takhin.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.console.Style;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.fake.Replies;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.output.Renderer;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckPerfTest {

    private static final List<String> SHORT = List.of("check", "perf", "--duration", "1s", "--rate", "200");

    private final FakeAdminClient client = new FakeAdminClient()
            .answer(AdminMethods.TOPIC_CREATE, new TopicCreate.Reply(Change.CREATED, false, Replies.ORDERS))
            .answer(AdminMethods.TOPIC_DELETE, new TopicDelete.Reply(false, List.of()));

    /** A stream that hands each frame's ticket on. */
    private record TicketStream(LongConsumer tickets) implements ProduceStream {
        @Override
        public ProduceMessage.Opened opened() {
            return new ProduceMessage.Opened("id", 1, 7, 0, 1 << 20);
        }

        @Override
        public void send(long ticket, int partition, ByteBuffer batches) {
            tickets.accept(ticket);
        }

        @Override
        public void finish(Duration timeout) {}

        @Override
        public void close() {}
    }

    private CliRun acking() {
        client.produceStreams(
                (open, listener) -> new TicketStream(ticket -> listener.acked(new ProduceMessage.Acked(ticket, 0, 0))));
        return new CliRun(client);
    }

    private static ExitCode run(CliRun cli, String... more) {
        var words = new ArrayList<>(SHORT);
        words.addAll(List.of(more));
        return cli.run(words.toArray(String[]::new));
    }

    private long deletions() {
        return client.requests().stream()
                .filter(TopicDelete.Request.class::isInstance)
                .count();
    }

    @Test
    void passesAndDeletesItsTopicWhenEverythingIsAcknowledgedInTime() {
        // Given
        var cli = acking();

        // When
        var code = run(cli, "--p99", "30s", "-o", "json");

        // Then
        assertEquals(ExitCode.OK, code, cli.err() + cli.out());
        assertTrue(cli.out().contains("\"pass\": true"), cli.out());
        assertTrue(cli.out().contains("\"sent\": 240"), cli.out());
        assertTrue(cli.out().contains("\"topicDeleted\": true"), cli.out());
        assertEquals(1, deletions());
    }

    @Test
    void failsAndDeletesItsTopicWhenRecordsAreRefused() {
        // Given
        client.produceStreams((open, listener) -> new TicketStream(
                ticket -> listener.failed(ticket, AdminError.of(ErrorCode.OVERLOADED, "too many appends wait"))));
        var cli = new CliRun(client);

        // When
        var code = run(cli);

        // Then
        assertEquals(ExitCode.CONDITION_FALSE, code);
        assertTrue(cli.err().contains("takhin: FAIL: too many appends wait"), cli.err());
        assertEquals(1, deletions());
    }

    @Test
    void deletesItsTopicWhenNoStreamOpens() {
        // Given
        var cli = new CliRun(client);

        // When
        var code = run(cli);

        // Then
        assertEquals(ExitCode.INTERNAL, code);
        assertEquals(1, deletions());
    }

    @Test
    void deletesNothingWhenItsTopicWasRefused() {
        // Given
        var refusing = new FakeAdminClient()
                .fail(AdminMethods.TOPIC_CREATE, AdminError.of(ErrorCode.REFUSED, "the context is protected"));
        var cli = new CliRun(refusing);

        // When
        var code = run(cli);

        // Then
        assertEquals(ExitCode.REFUSED, code);
        assertEquals("takhin: the context is protected\n", cli.err());
    }

    @Test
    void saysHowToDeleteItsTopicWhenThatFails() {
        // Given
        var stubborn = new FakeAdminClient()
                .answer(AdminMethods.TOPIC_CREATE, new TopicCreate.Reply(Change.CREATED, false, Replies.ORDERS))
                .fail(AdminMethods.TOPIC_DELETE, AdminError.of(ErrorCode.NO_LEADER, "there is no leader"))
                .produceStreams((open, listener) ->
                        new TicketStream(ticket -> listener.acked(new ProduceMessage.Acked(ticket, 0, 0))));
        var cli = new CliRun(stubborn);

        // When
        run(cli, "--p99", "30s");

        // Then
        var last = cli.err().lines().toList().getLast();
        assertTrue(
                last.matches("topic takhin-check-perf-[0-9a-f]{8} could not be deleted \\(there is no leader\\);"
                        + " delete it with: takhin topic delete takhin-check-perf-[0-9a-f]{8} --yes"),
                cli.err());
    }

    @Test
    void deletesItsTopicWhenTheProcessIsToldToEnd() throws Exception {
        // Given
        var sending = new CountDownLatch(1);
        client.produceStreams((open, listener) -> new TicketStream(ticket -> sending.countDown()));
        var cli = new CliRun(client);
        var code = new CompletableFuture<ExitCode>();
        var command = Thread.ofPlatform().name("takhin-test-command").start(() -> code.complete(run(cli)));
        assertTrue(sending.await(60, TimeUnit.SECONDS));

        // When
        command.interrupt();

        // Then
        assertEquals(ExitCode.INTERRUPTED, code.get(60, TimeUnit.SECONDS));
        assertEquals(1, deletions());
    }

    @Test
    void countsFromTheTimeARecordWasDue() {
        // Given
        var load = new PerfLoad(1000, Duration.ofSeconds(10), 100, 1);
        var now = new AtomicReference<>(load.warmUp().toNanos());
        var tally = new PerfTally(load, now::get);
        long first = load.dueBy(load.warmUp().toNanos());
        tally.sent(1, first, first + 1);

        // When
        now.set(load.dueNs(first) + Duration.ofMillis(30).toNanos());
        tally.acked(new ProduceMessage.Acked(1, 0, 0));

        // Then
        long measuredUs = tally.summary().us().getMaxValue();
        assertTrue(Math.abs(measuredUs - 30_000) < 50, "measured " + measuredUs);
    }

    @ParameterizedTest
    @EnumSource(OutputForm.class)
    void printsItsResultInThisForm(OutputForm form) throws IOException {
        // Given
        var us = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            us.recordValue(400 + i * i / 20);
        }
        var result = new PerfResult(
                false,
                List.of(new Finding("slow", "p99 is 49ms, it was to be within 10ms")),
                10_000,
                Percentiles.of(us),
                LatencyPlot.buckets(us),
                1000,
                998.7,
                1_022_669,
                1024,
                1200,
                1200,
                0,
                10_012,
                "takhin-check-perf-0badcafe",
                true);
        var out = new ByteArrayOutputStream();

        // When
        new Renderer(out, Style.PLAIN).print(form, CheckPerfCommand.view(Glyphs.UNICODE), result);

        // Then
        Golden.assertSame("check/perf." + form.name().toLowerCase(Locale.ROOT), out.toString(StandardCharsets.UTF_8));
    }
}
