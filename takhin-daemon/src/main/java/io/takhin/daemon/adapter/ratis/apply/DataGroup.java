package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.port.log.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * A data group: the records of its partitions. What it does depends on its log alone, not on the metadata, which
 * another group orders; so partitions come and go by commands of this group.
 */
public final class DataGroup implements GroupMachine {

    /** The first byte of a command's entry; what follows is JSON. */
    private static final byte COMMAND = 2;

    private final Replicas replicas;
    private final Signals signals;
    private volatile GroupImage image;

    /** Set while an installation is half done. */
    private @Nullable BeforeInstall beforeInstall;

    /** A group before its first entry. */
    public DataGroup(int group, Replicas replicas, Signals signals) {
        this.replicas = replicas;
        this.signals = signals;
        this.image = GroupImage.empty(group);
    }

    /** The newest state. Any thread may ask. */
    public GroupImage image() {
        return image;
    }

    /** A command's form in the log. */
    public static ByteString toBytes(DataCommand command) {
        return ByteString.copyFrom(new byte[] {COMMAND})
                .concat(UnsafeByteOperations.unsafeWrap(RecordJson.toBytes(command)));
    }

    /** Reads the image of a checkpoint. */
    public static GroupImage imageOf(byte[] body) {
        return read(body).image();
    }

    @Override
    public ByteString apply(long term, long index, ByteBuffer entry) throws IOException {
        return switch (entry.get()) {
            case AppendEntry.KIND -> append(Math.toIntExact(term), AppendEntry.read(entry));
            case COMMAND -> {
                var json = new byte[entry.remaining()];
                entry.get(json);
                var reply = apply(RecordJson.read(json, DataCommand.class, RecordJson.Unknown.REFUSE), index);
                yield UnsafeByteOperations.unsafeWrap(RecordJson.toBytes(reply));
            }
            default ->
                throw new IOException("entry " + index + " of data group " + image.group()
                        + " is of a kind that this version does not know");
        };
    }

    private ByteString append(int leaderEpoch, AppendEntry entry) throws IOException {
        var outcomes = new ArrayList<Outcome<Appended>>(entry.items().size());
        for (var item : entry.items()) {
            outcomes.add(append(item, leaderEpoch, entry.nowMs()));
        }
        return AppendReply.toBytes(outcomes);
    }

    private Outcome<Appended> append(AppendEntry.Item item, int leaderEpoch, long nowMs) throws IOException {
        var partition = item.partition();
        if (!image.has(partition)) {
            return Outcome.reject(Reason.UNKNOWN_PARTITION, "partition " + partition + " is not open");
        }
        var appending = new Appending(replicas.log(partition), image.producers(partition));
        var outcome = appending.append(item.batches(), leaderEpoch, nowMs);
        appending.producers().ifPresent(after -> image = image.with(partition, after));
        if (outcome instanceof Outcome.Done<Appended>(var done) && !done.duplicate()) {
            signals.fire(partition);
        }
        return outcome;
    }

    private CommandReply apply(DataCommand command, long index) throws IOException {
        return switch (command) {
            case DataCommand.PlaceTopic(var topic, var metadataIndex) -> {
                if (image.accepts(topic, metadataIndex)) {
                    place(topic);
                    image = image.with(topic, metadataIndex);
                }
                yield CommandReply.topic(topic, index);
            }
            case DataCommand.DropTopic(var id, var metadataIndex) -> {
                var placed = image.topic(id);
                if (placed.isPresent() && placed.get().metadataIndex() <= metadataIndex) {
                    drop(placed.get().topic());
                }
                yield CommandReply.value(0, index);
            }
            case DataCommand.Trim trim -> trim(trim, index);
            case DataCommand.Retain(var starts) -> {
                for (var start : starts) {
                    retain(start);
                }
                yield CommandReply.value(starts.size(), index);
            }
            case DataCommand.ForgetProducers(var before) -> {
                image.partitions()
                        .forEach(
                                id -> image = image.with(id, image.producers(id).without(before)));
                yield CommandReply.value(0, index);
            }
        };
    }

    private void place(TopicState topic) throws IOException {
        replicas.place(image.group(), topic);
        for (var partition : image.partitionsOf(topic).toList()) {
            if (!image.has(partition) && replicas.log(partition).endOffset() > 0) {
                // What a run before wrote after the checkpoint that this one started from; it comes again.
                replicas.log(partition).restart(0);
            }
        }
    }

    private void drop(TopicState topic) {
        var partitions = image.partitionsOf(topic).toList();
        image = image.without(topic.id());
        replicas.drop(image.group(), topic);
        partitions.forEach(signals::fire);
    }

    private CommandReply trim(DataCommand.Trim trim, long index) throws IOException {
        var partition = new PartitionId(trim.id(), trim.partition());
        if (!image.has(partition)) {
            return CommandReply.refused(
                    new Rejection(Reason.UNKNOWN_PARTITION, "partition " + partition + " is not open"), index);
        }
        var log = replicas.log(partition);
        long before = trim.beforeOffset() == -1 ? log.endOffset() : trim.beforeOffset();
        if (before < 0 || before > log.endOffset()) {
            return CommandReply.refused(
                    new Rejection(
                            Reason.OFFSET_OUT_OF_RANGE,
                            "offset " + before + " is not in " + log.startOffset() + " to " + log.endOffset()),
                    index);
        }
        log.trimTo(before);
        signals.fire(partition);
        return CommandReply.value(log.startOffset(), index);
    }

    private void retain(DataCommand.Start start) throws IOException {
        var partition = new PartitionId(start.id(), start.partition());
        if (image.has(partition)) {
            var log = replicas.log(partition);
            log.trimTo(Math.min(start.startOffset(), log.endOffset()));
            signals.fire(partition);
        }
    }

    @Override
    public Captured capture() {
        var taken = image;
        var ends = DataCheckpoint.ends(taken, replicas);
        var doomed = replicas.doomed(taken.group());
        return new Captured() {
            @Override
            public void flush() throws IOException {
                for (var partition : ends.keySet()) {
                    var log = replicas.store().replica(partition);
                    if (log.isPresent()) {
                        log.get().flush();
                    }
                }
            }

            @Override
            public byte[] body() {
                return RecordJson.toBytes(DataCheckpoint.of(taken, ends));
            }

            @Override
            public void durable() throws IOException {
                replicas.delete(taken.group(), doomed);
            }
        };
    }

    @Override
    public void load(long index, byte[] body) throws IOException {
        var checkpoint = read(body);
        checkpoint.forEach((id, state) -> {
            var log = replicas.log(id);
            if (log.mayHaveGaps()) {
                // What was just before the end may have been compacted away, so that the file ends before it.
                log.goOnAt(state.endOffset());
            }
            if (log.endOffset() < state.endOffset()) {
                throw new IOException(
                        "partition " + id + " ends at " + log.endOffset() + ", but the checkpoint at entry " + index
                                + " has it flushed up to " + state.endOffset()
                                + ": the disk lost data; take this node out, reset it and add it again");
            }
            log.restart(state.endOffset());
            log.trimTo(state.startOffset());
        });
        image = checkpoint.image();
    }

    @Override
    public void install(long index, byte[] body, Source leader) throws IOException {
        if (beforeInstall == null) {
            beforeInstall = new BeforeInstall(image, DataCheckpoint.ends(image, replicas));
        }
        var checkpoint = read(body);
        var target = checkpoint.image();
        for (var placed : List.copyOf(image.topics())) {
            if (target.topic(placed.topic().id()).isEmpty()) {
                drop(placed.topic());
            }
        }
        for (var placed : target.topics()) {
            place(placed.topic());
            image = image.with(placed.topic(), placed.metadataIndex());
        }
        checkpoint.forEach((id, state) -> new CatchUp(leader, id).run(replicas.log(id), state));
        image = target;
        beforeInstall = null;
        target.partitions().forEach(signals::fire);
    }

    /**
     * What an installation started from.
     *
     * @param image the image then
     * @param ends where its partitions started and ended then
     */
    private record BeforeInstall(GroupImage image, Map<PartitionId, DataCheckpoint.Ends> ends) {}

    @Override
    public void abandonInstall() throws IOException {
        var before = beforeInstall;
        if (before == null) {
            return;
        }
        for (var placed : List.copyOf(image.topics())) {
            if (before.image.topic(placed.topic().id()).isEmpty()) {
                drop(placed.topic());
            }
        }
        for (var placed : before.image.topics()) {
            replicas.place(before.image.group(), placed.topic());
        }
        for (var entry : before.ends.entrySet()) {
            // Entries that the copy was ahead of will be applied, each to the end it was applied to elsewhere.
            replicas.log(entry.getKey()).restart(entry.getValue().endOffset());
        }
        image = before.image;
        beforeInstall = null;
    }

    @Override
    public byte[] answer(ByteBuffer question) throws IOException {
        return new CatchUp.Answerer(replicas).answer(question);
    }

    private static DataCheckpoint read(byte[] body) {
        return RecordJson.read(body, DataCheckpoint.class, RecordJson.Unknown.IGNORE);
    }
}
