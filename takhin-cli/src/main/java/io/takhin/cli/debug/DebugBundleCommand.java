package io.takhin.cli.debug;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.Text;
import io.takhin.cli.output.View;
import io.takhin.cli.probe.NodeClients;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code debug bundle}. */
public final class DebugBundleCommand implements Command {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final Option<Optional<Path>> FILE = Option.value(
                    "--file",
                    "FILE",
                    "the archive to write (default: takhin-bundle- and the time in this folder)",
                    Path::of)
            .completing(Completes.FILE);
    private static final Option<Boolean> DRY_RUN = Option.flag("--dry-run", "list what would be in it, write nothing");

    private static final Table<BundleResult.Entry> FILES = new Table<BundleResult.Entry>()
            .left("FILE", BundleResult.Entry::name)
            .right("SIZE", entry -> Text.bytes(entry.sizeBytes()));

    private static final View<BundleResult> VIEW =
            View.of(result -> List.of(result.file()), (result, wide) -> layout(result));

    private final Clients clients;

    /** Talks through these clients. */
    public DebugBundleCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("debug bundle", "collect what others need to help, in one file")
                .details("Asks every node for its configuration, version, metrics, threads, Raft state and recent log,"
                        + " and writes all into one .tar.gz that only you can read. Secrets are taken out; no record"
                        + " is in it. A node that can't be reached leaves a note.")
                .details("The files are listed before the archive is written; --dry-run stops there.")
                .options(FILE, DRY_RUN)
                .exits(ExitCode.CONFLICT)
                .example("takhin debug bundle", "into this folder")
                .example("takhin debug bundle --dry-run", "what would be in it")
                .example("tar tzf takhin-bundle-*.tar.gz", "look inside before you send it")
                .output(BundleResult.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        long nowMs = invocation.console().clock().millis();
        var base = "takhin-bundle-" + STAMP.format(Instant.ofEpochMilli(nowMs));
        var target = invocation.get(FILE).orElse(Path.of(base + ".tar.gz"));
        boolean dryRun = invocation.get(DRY_RUN);
        if (!dryRun && Files.exists(target)) {
            throw exists(target);
        }
        var collected = collect(invocation);
        var entries = collected.files().stream()
                .map(file -> new BundleResult.Entry(base + "/" + file.name(), file.content().length))
                .toList();
        collected.nodes().stream()
                .filter(node -> !node.reached())
                .forEach(node -> invocation.note(
                        "node " + node.id() + " at " + node.address() + " is left out: " + node.problem()));
        long sizeBytes = 0;
        if (!dryRun) {
            invocation.note("writing " + Text.count(entries.size(), "file") + " to " + target + ":");
            entries.forEach(entry -> invocation.note("  " + entry.name() + "  " + Text.bytes(entry.sizeBytes())));
            sizeBytes = write(target, base, collected.files(), nowMs);
        }
        invocation.print(VIEW, new BundleResult(target.toString(), sizeBytes, dryRun, entries, collected.nodes()));
    }

    private Collection collect(Invocation invocation) throws IOException, InterruptedException {
        try (var nodes = new NodeClients(clients, invocation.globals())) {
            return Collection.of(invocation, nodes, invocation.globals().timeoutOrDefault());
        } catch (TakhinException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
    }

    /** Writes beside the target and renames, so that there is never half an archive under its name. */
    private static long write(Path target, String base, List<BundleFile> files, long nowMs) {
        var partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.deleteIfExists(partial);
            var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel = FileChannel.open(partial, options, owner);
                    var tar = new TarGz(Channels.newOutputStream(channel), nowMs)) {
                for (var file : files) {
                    tar.add(base + "/" + file.name(), file.content());
                }
            }
            Files.createLink(target, partial);
            return Files.size(target);
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.STORAGE, target + " can't be written: " + e.getMessage())
                            .withHint("name another file with --file"),
                    e);
        } finally {
            discard(partial);
        }
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.STORAGE, partial + " can't be deleted: " + e.getMessage()), e);
        }
    }

    private static TakhinException exists(Path target) {
        return new TakhinException(AdminError.of(ErrorCode.CONFLICT, target + " exists already")
                .withHint("name another file with --file"));
    }

    private static List<Block> layout(BundleResult result) {
        var blocks = new ArrayList<Block>();
        if (result.dryRun()) {
            blocks.add(FILES.grid(result.files(), false));
            blocks.add(new Block.Line("dry run: " + result.file() + " is not written"));
        } else {
            blocks.add(new Block.Line(
                    result.file() + ": " + Text.count(result.files().size(), "file") + ", "
                            + Text.bytes(result.sizeBytes()) + ", look inside before you send it"));
        }
        return blocks;
    }
}
