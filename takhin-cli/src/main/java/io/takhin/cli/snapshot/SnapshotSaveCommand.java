package io.takhin.cli.snapshot;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Text;
import io.takhin.cli.progress.ProgressBar;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.OffsetSpec;
import io.takhin.common.model.config.ConfigEntry;
import io.takhin.common.snapshot.SnapshotHeader;
import io.takhin.common.snapshot.SnapshotReader;
import io.takhin.common.snapshot.SnapshotWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code snapshot save}. */
public final class SnapshotSaveCommand implements Command {

    private static final int BUFFER_BYTES = 1 << 20;

    private static final Argument<String> FILE =
            Argument.one("FILE", "where to, - for standard output", Completes.FILE, Values::text);

    private final Clients clients;

    /** Talks through these clients. */
    public SnapshotSaveCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("snapshot save", "save all topics and their records to a file")
                .details("Topics with their ids and configs, what was set for nodes while they ran, and the records of"
                        + " all partitions with their offsets, the cluster's own topics included. The ends of all"
                        + " partitions are taken at once, when it starts. The file is written as FILE.partial,"
                        + " checked, and then gets its name; only its owner can read it. Give large clusters a"
                        + " longer --timeout.")
                .arguments(FILE)
                .exits(ExitCode.CONFLICT, ExitCode.NO_LEADER, ExitCode.BAD_DATA)
                .example("takhin snapshot save backup.tks --timeout 1h", "then takhin snapshot restore")
                .output(SnapshotFile.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var file = invocation.get(FILE);
        long deadline =
                System.nanoTime() + invocation.globals().timeoutOrDefault().toNanos();
        try (var client = clients.open(invocation.globals())) {
            if (file.equals("-")) {
                var out = new BufferedOutputStream(invocation.console().out(), BUFFER_BYTES);
                save(invocation, client, out, deadline);
                out.flush();
            } else {
                invocation.print(SnapshotFile.VIEW, saveTo(Path.of(file), invocation, client, deadline));
            }
        }
    }

    private static SnapshotFile saveTo(Path file, Invocation invocation, AdminClient client, long deadline)
            throws IOException {
        if (Files.exists(file)) {
            throw TakhinException.of(ErrorCode.CONFLICT, file + " exists already");
        }
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean done = false;
        try {
            try (var channel = FileChannel.open(partial, options, mode)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
                save(invocation, client, out, deadline);
                out.flush();
                channel.force(true);
            }
            SnapshotFile saved;
            try (var in = Files.newInputStream(partial)) {
                var reader = new SnapshotReader(in);
                saved = SnapshotFile.of(
                        file.toString(), reader.header(), reader.verify().bytes());
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
                folder.force(true);
            }
            done = true;
            return saved;
        } finally {
            if (!done) {
                Files.deleteIfExists(partial);
            }
        }
    }

    private record Source(ClusterInfo info, long term, List<TopicDescription> topics) {}

    private static void save(Invocation invocation, AdminClient client, OutputStream out, long deadline)
            throws IOException {
        var info = client.call(AdminMethods.CLUSTER_INFO, new ClusterInfo.Request(), left(deadline));
        // Before the records, whose leader epochs are no newer then; those that are count by themselves.
        long term = client.call(AdminMethods.LEADER_SHOW, new LeaderShow.Request(), left(deadline)).groups().stream()
                .mapToLong(LeaderShow.GroupLeader::term)
                .max()
                .orElse(0);
        var topics = client.call(AdminMethods.TOPIC_LIST, new TopicList.Request(true), left(deadline)).topics().stream()
                .map(topic -> client.call(
                        AdminMethods.TOPIC_DESCRIBE, new TopicDescribe.Request(topic.name()), left(deadline)))
                .toList();
        var source = new Source(info, term, topics);
        var names = topics.stream().map(TopicDescription::name).toList();
        if (names.isEmpty()) {
            new SnapshotWriter(out, header(source, List.of())).end();
            return;
        }
        var request = new ConsumeRequest(names, List.of(), OffsetSpec.START, OffsetSpec.END, false, false);
        try (var stream = client.consume(request, left(deadline))) {
            var ranges = stream.opened().ranges();
            copy(stream, new SnapshotWriter(out, header(source, ranges)), new ProgressBar(invocation), deadline);
        }
    }

    private static void copy(ConsumeStream stream, SnapshotWriter writer, ProgressBar bar, long deadline)
            throws IOException {
        long bytes = 0;
        for (var read = stream.next(left(deadline)); read.isPresent(); read = stream.next(left(deadline))) {
            bytes += read.get().batches().remaining();
            writer.write(read.get().partition(), read.get());
            long soFar = bytes;
            bar.at(soFar, 0, () -> Text.megabytes(soFar), () -> "saved " + Text.megabytes(soFar));
        }
        var end = writer.end();
        bar.end(() -> "saved " + Text.megabytes(end.bytes()), false);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static SnapshotHeader header(Source source, List<ConsumeMessage.Range> ranges) {
        return new SnapshotHeader(
                source.info.clusterId(),
                System.currentTimeMillis(),
                source.term,
                source.info.configs(),
                source.topics.stream().map(SnapshotSaveCommand::topic).toList(),
                ranges.stream()
                        .map(range -> new SnapshotHeader.Range(
                                range.topic(),
                                range.partition(),
                                range.start(),
                                Objects.requireNonNull(range.end(), "a pinned end")))
                        .toList());
    }

    private static SnapshotHeader.Topic topic(TopicDescription topic) {
        return new SnapshotHeader.Topic(
                topic.name(),
                topic.id(),
                topic.partitions().size(),
                topic.replicationFactor(),
                topic.createdAtMs(),
                topic.configs().stream()
                        .filter(config -> config.source() == ConfigEntry.Source.TOPIC)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)),
                assignment(topic));
    }

    private static @Nullable List<List<Integer>> assignment(TopicDescription topic) {
        var assignment = topic.partitions().stream()
                .map(partition ->
                        partition.assigned().stream().map(Integer::valueOf).toList())
                .toList();
        return assignment.stream().allMatch(List::isEmpty) ? null : assignment;
    }
}
