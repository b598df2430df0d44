package io.takhin.cli.record.produce;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.cli.record.Progress;
import io.takhin.cli.record.batch.Codec;
import io.takhin.cli.record.data.RecordReader;
import io.takhin.cli.record.format.Format;
import io.takhin.cli.record.format.FormatReader;
import io.takhin.cli.record.json.JsonlReader;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** {@code produce}. */
public final class ProduceCommand implements Command {

    private enum Acks {
        ALL,
        LEADER
    }

    private enum OnError {
        STOP,
        SKIP
    }

    private static final String JSONL = "jsonl";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SKIP_NOTES_MAX = 10;
    private static final long NS_PER_MS = 1_000_000;

    private static final Argument<Optional<String>> TOPIC = Argument.optional(
            "TOPIC", "the topic; without it each record must name its own", Completes.TOPIC, Values::topic);
    private static final Option<String> FORMAT = Option.value(
            "-f, --format",
            "FORMAT",
            "what a record looks like, or jsonl (default: " + Format.LINES + "); see: takhin format check --help",
            ProduceCommand::format,
            Format.LINES);
    private static final Option<List<Path>> FILE = Option.list(
                    "--file", "FILE", "read this file, - for standard input; may be given again", Path::of)
            .completing(Completes.FILE);
    private static final Option<Optional<String>> KEY =
            Option.value("-k, --key", "KEY", "the key of records that have none", Values::text);
    private static final Option<List<Map.Entry<String, String>>> HEADER =
            Option.list("-H, --header", "NAME=VALUE", "a header for each record; may be given again", Values::pair);
    private static final Option<Optional<Integer>> PARTITION = Option.value(
            "-p, --partition",
            "N",
            "the partition of all records (default: by key, as Kafka's clients)",
            Values::count);
    private static final Option<Boolean> KEEP_PARTITION = Option.flag(
            "--keep-partition",
            "each record goes to the partition that it names (jsonl; a format with %p does anyway)");
    private static final Option<Codec> COMPRESSION = Option.value(
                    "--compression",
                    "CODEC",
                    "none, gzip, snappy, lz4 or zstd (default: none)",
                    Values.oneOf(Codec.class),
                    Codec.NONE)
            .completing(new Completes.Words(Values.names(Codec.class)));
    private static final Option<Acks> ACKS = Option.value(
                    "--acks",
                    "WHEN",
                    "all: once a record is as safe as its topic makes it; leader: once the leader has it (default:"
                            + " all)",
                    Values.oneOf(Acks.class),
                    Acks.ALL)
            .completing(new Completes.Words(Values.names(Acks.class)));
    private static final Option<OnError> ON_ERROR = Option.value(
                    "--on-error",
                    "WHAT",
                    "at malformed input stop, or skip the record (default: stop)",
                    Values.oneOf(OnError.class),
                    OnError.STOP)
            .completing(new Completes.Words(Values.names(OnError.class)));
    private static final Option<Optional<Duration>> TIMEOUT = Option.value(
            "--timeout",
            "TIME",
            "the most the whole command may take (default: no limit, but 30s for each answer)",
            Values::positiveDuration);

    private static final View<ProduceSummary> VIEW = View.of(summary -> List.of(), (summary, wide) -> List.of());

    private final Clients clients;

    /** Talks through these clients. */
    public ProduceCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("produce", "write records into a topic")
                .details("Reads standard input, or files, as a stream: a value per line, unless -f says otherwise."
                        + " Exits 0 only if every record was acknowledged.")
                .details("Malformed input stops it with the record and the byte where it is wrong, exit 12; what"
                        + " came before is written. With --on-error skip such records are passed over, and it exits"
                        + " 11. The last line on standard error tells all: acked=16 failed=0 unread=yes")
                .details("A lost connection is opened again and what was on its way is sent again, without writing"
                        + " anything twice. If the end finds records of which nobody knows whether they were"
                        + " written, it exits 9 and says so: applied=unknown.")
                .arguments(TOPIC)
                .options(FORMAT, FILE, KEY, HEADER, PARTITION, KEEP_PARTITION, COMPRESSION, ACKS, ON_ERROR, TIMEOUT)
                .exits(
                        ExitCode.NOT_FOUND,
                        ExitCode.NO_LEADER,
                        ExitCode.PARTIAL,
                        ExitCode.BAD_DATA,
                        ExitCode.INTERRUPTED)
                .example("takhin produce orders < orders.txt", "a record per line")
                .example("echo 'k1 v1' | takhin produce orders -f '%k %v\\n'", "a key and a value")
                .example("takhin consume a -o jsonl --to end | takhin produce b -f jsonl", "copy a topic, byte by byte")
                .output(ProduceSummary.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        var text = invocation.get(FORMAT);
        var format = text.equals(JSONL) ? Optional.<Format>empty() : Optional.of(Format.parse(text));
        var tally = new Tally();
        var timeout = invocation.globals().timeout();
        var delivery =
                new Delivery(invocation.get(ACKS) == Acks.ALL, invocation.get(COMPRESSION), timeout.orElse(PATIENCE));
        timeout.ifPresent(delivery::endWithin);
        try (var client = clients.open(invocation.globals())) {
            var destination = new Destination(
                    client,
                    delivery,
                    defaults(invocation, format),
                    tally,
                    invocation.console().clock());
            destination.open();
            var reader = new InputReader(
                    reader(format), destination, invocation.get(ON_ERROR) == OnError.SKIP, skipNotes(invocation));
            var input = new Input(invocation.console().in(), invocation.get(FILE), reader, destination);
            var progress = new Progress(invocation, "produced", input.bytesTotal());
            boolean succeeded = false;
            try {
                new Production(input, destination, delivery, tally, progress).run();
                succeeded = tally.skipped() == 0;
            } finally {
                progress.end(tally.acked(), tally.ackedBytes(), true);
                close(invocation, tally, !input.isComplete(), progress.elapsedNs(), succeeded);
            }
        }
        if (tally.skipped() > 0) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.PARTIAL, Text.count(tally.skipped(), "malformed record") + " skipped")
                            .withApplied(Applied.YES));
        }
    }

    private static void close(Invocation invocation, Tally tally, boolean unread, long elapsedNs, boolean succeeded)
            throws IOException {
        if (!succeeded || !invocation.globals().quiet()) {
            invocation.closeWith(tally.line(unread));
        }
        switch (invocation.globals().output()) {
            case TABLE, WIDE, NAME -> {}
            case JSON, JSONL, YAML ->
                invocation.print(
                        VIEW,
                        new ProduceSummary(
                                tally.acked(),
                                tally.failed(),
                                tally.unknown(),
                                tally.skipped(),
                                unread,
                                tally.ackedBytes(),
                                elapsedNs / NS_PER_MS));
        }
    }

    private static Destination.Defaults defaults(Invocation invocation, Optional<Format> format) {
        boolean keep = invocation.get(KEEP_PARTITION)
                || format.map(Format::namesPartition).orElse(false);
        if (keep && invocation.get(PARTITION).isPresent()) {
            throw TakhinException.of(ErrorCode.USAGE, "--partition and the records' own partitions exclude each other");
        }
        return new Destination.Defaults(
                invocation.get(TOPIC),
                invocation.get(PARTITION),
                keep,
                invocation.get(KEY).map(key -> key.getBytes(StandardCharsets.UTF_8)),
                invocation.get(HEADER).stream()
                        .map(header -> Map.entry(
                                header.getKey().getBytes(StandardCharsets.UTF_8),
                                header.getValue().getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    private static RecordReader reader(Optional<Format> format) {
        return format.<RecordReader>map(FormatReader::new).orElseGet(JsonlReader::new);
    }

    /** Tells of the first bad records; thousands of such lines help nobody. */
    private static Consumer<String> skipNotes(Invocation invocation) {
        var told = new AtomicInteger();
        return note -> {
            int number = told.incrementAndGet();
            if (number <= SKIP_NOTES_MAX) {
                invocation.note(number < SKIP_NOTES_MAX ? note : note + "; further ones are only counted");
            }
        };
    }

    private static String format(String text) {
        if (!text.equals(JSONL)) {
            Format.parse(text).problemForReading().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
        }
        return text;
    }
}
