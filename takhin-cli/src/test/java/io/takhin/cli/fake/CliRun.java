package io.takhin.cli.fake;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.console.Console;
import io.takhin.cli.run.Cli;
import io.takhin.cli.run.Commands;
import io.takhin.common.admin.client.AdminClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Runs command lines in this process, against a client of the test's, and keeps what they print. */
public final class CliRun {

    /** What the wall clock always shows. */
    public static final long NOW_MS = 1_769_860_800_000L;

    /** How far the clock moves each time it is read, so that speeds in messages are always the same. */
    private static final long TICK_NS = 1_000_000;

    private final Clients clients;
    private final Map<String, String> env = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();
    private final List<List<String>> opened = new ArrayList<>();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream outInstead;
    private Console.Attached attached = new Console.Attached(false, false, false);

    public CliRun(AdminClient client) {
        this.clients = globals -> {
            opened.add(globals.bootstrap());
            return client;
        };
    }

    /** With a client for each address. */
    public CliRun(Clients clients) {
        this.clients = clients;
    }

    public CliRun env(String name, String value) {
        env.put(name, value);
        return this;
    }

    public CliRun in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    public CliRun in(byte[] bytes) {
        return in(new ByteArrayInputStream(bytes));
    }

    public CliRun in(InputStream stream) {
        in = stream;
        return this;
    }

    public CliRun writingTo(OutputStream stream) {
        outInstead = stream;
        return this;
    }

    /** All streams are terminals from now on. */
    public CliRun onTerminal() {
        attached = new Console.Attached(true, true, true);
        return this;
    }

    public ExitCode run(String... words) {
        var console = new Console(
                in,
                Objects.requireNonNullElse(outInstead, out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                attached,
                InstantSource.fixed(Instant.ofEpochMilli(NOW_MS)),
                () -> now.addAndGet(TICK_NS));
        return new Cli(Commands.all(clients, () -> {}), console).run(List.of(words));
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public byte[] outBytes() {
        return out.toByteArray();
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The endpoints of each client that was asked for. */
    public List<List<String>> opened() {
        return opened;
    }
}
