package io.takhin.cli.record.consume;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.record.data.RecordWriter;
import io.takhin.cli.record.format.Format;
import io.takhin.cli.record.format.FormatWriter;
import io.takhin.cli.record.json.JsonlWriter;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.model.OffsetSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code consume}. */
public final class ConsumeCommand implements Command {

    private enum Isolation {
        COMMITTED,
        UNCOMMITTED
    }

    private static final Argument<List<String>> TOPICS =
            Argument.many("TOPIC", "the topics to read", 1, Completes.TOPIC, Values::topic);
    private static final Option<OffsetSpec> FROM = Option.value(
            "--from",
            "PLACE",
            "where to start: start, end, N, -N (before the end) or @TIME (default: start)",
            OffsetSpec::parse,
            OffsetSpec.START);
    private static final Option<Optional<OffsetSpec>> TO = Option.value(
            "--to",
            "PLACE",
            "where to stop: end, N or @TIME, as it is at the start (default: follow)",
            ConsumeCommand::end);
    private static final Option<Optional<Long>> COUNT =
            Option.value("-n, --count", "N", "stop after N records", Values::longCount);
    private static final Option<Optional<Duration>> TIMEOUT = Option.value(
            "--timeout", "TIME", "stop after this time: 250ms, 30s, 5m (default: never)", Values::positiveDuration);
    private static final Option<List<Integer>> PARTITION = Option.list(
            "-p, --partition", "N", "this partition only; may be given again (default: all)", Values::count);
    private static final Option<Optional<String>> FORMAT = Option.value(
            "-f, --format",
            "FORMAT",
            "what a record looks like, or jsonl (default: " + Format.LINES + "); see: takhin format check --help",
            ConsumeCommand::format);
    private static final Option<Isolation> ISOLATION = Option.value(
                    "--isolation",
                    "LEVEL",
                    "committed leaves out records of open and aborted transactions; or uncommitted (default:"
                            + " committed)",
                    Values.oneOf(Isolation.class),
                    Isolation.COMMITTED)
            .completing(new Completes.Words(Values.names(Isolation.class)));
    private static final Option<Boolean> WAIT_TOPIC =
            Option.flag("--wait-topic", "wait for topics that do not exist yet");

    private static final String JSONL = "jsonl";
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Clients clients;

    /** Talks through these clients. */
    public ConsumeCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("consume", "print the records of topics")
                .details("Prints records as they arrive, each partition in order. Starts at the first record and"
                        + " follows for ever, unless told otherwise. --from and --to are settled once, at the"
                        + " start; an empty range prints nothing and exits 0.")
                .details("Exits 9 if the time is up before -n records came or before --to was reached, and 0 when"
                        + " the reader of its output goes away.")
                .details("With -o jsonl, \"takhin produce -f jsonl\" makes the same records again, byte by byte. With"
                        + " -o wide a record's topic, partition, offset, time, key and value stand in a line; with"
                        + " -o name its place.")
                .arguments(TOPICS)
                .options(FROM, TO, COUNT, TIMEOUT, PARTITION, FORMAT, ISOLATION, WAIT_TOPIC)
                .exits(ExitCode.NOT_FOUND, ExitCode.NO_LEADER, ExitCode.BAD_DATA, ExitCode.INTERRUPTED)
                .example("takhin consume orders --from end", "what is written from now on")
                .example("takhin consume orders --to end > orders.txt", "all there is, a value per line")
                .example("takhin consume orders --from -10 -n 10 -f '%p:%o %k %v\\n'", "the last ten")
                .example("takhin consume orders --from @2026-01-31T12:00:00Z -o jsonl", "all since a time, in full")
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var writer = writer(invocation);
        var request = new ConsumeRequest(
                invocation.get(TOPICS),
                invocation.get(PARTITION),
                invocation.get(FROM),
                invocation.get(TO).orElse(null),
                invocation.get(ISOLATION) == Isolation.COMMITTED,
                invocation.get(WAIT_TOPIC));
        var countMax = invocation.get(COUNT);
        if (countMax.isPresent() && countMax.get() == 0) {
            return;
        }
        try (var client = clients.open(invocation.globals())) {
            var timeout = invocation.globals().timeout();
            var openTimeout = timeout.orElse(request.waitTopic() ? FOR_EVER : OPEN_TIMEOUT);
            new Consumption(invocation, writer, countMax, timeout).run(client, request, openTimeout);
        }
    }

    private static RecordWriter writer(Invocation invocation) {
        var format = invocation.get(FORMAT);
        if (format.isPresent()) {
            return format.get().equals(JSONL) ? new JsonlWriter("") : new FormatWriter(Format.parse(format.get()));
        }
        return switch (invocation.globals().output()) {
            case TABLE -> new FormatWriter(Format.parse(Format.LINES));
            case WIDE -> new FormatWriter(Format.parse("%t\\t%p\\t%o\\t%d\\t%k\\t%v\\n"));
            case NAME -> new FormatWriter(Format.parse("%t/%p/%o\\n"));
            case JSON, JSONL -> new JsonlWriter("");
            case YAML -> new JsonlWriter("--- ");
        };
    }

    private static String format(String text) {
        return text.equals(JSONL) ? text : Format.parse(text).text();
    }

    private static OffsetSpec end(String text) {
        var spec = OffsetSpec.parse(text);
        return switch (spec.kind()) {
            case END, OFFSET, TIME -> spec;
            case START, BEFORE_END -> throw new IllegalArgumentException("\"" + text + "\" is no place to stop at");
        };
    }
}
