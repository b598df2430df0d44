package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataEvent;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/** The metadata group: each entry is a command that {@link MetadataMachine} decides. */
public final class MetadataGroup implements GroupMachine {

    private final MetadataStore store;
    private final List<Consumer<MetadataImage>> listeners = new CopyOnWriteArrayList<>();
    private volatile At newest = new At(0, MetadataImage.EMPTY);

    /**
     * An image and the index it stands at.
     *
     * @param index the last entry in it
     * @param image the image
     */
    public record At(long index, MetadataImage image) {}

    /**
     * What a checkpoint holds.
     *
     * @param events what leads from nothing to the image
     */
    record Content(List<MetadataEvent> events) {}

    /** Takes an open store; what is in it counts only if it is what the checkpoint has. */
    public MetadataGroup(MetadataStore store) {
        this.store = store;
    }

    /** The newest image. Any thread may ask. */
    public At newest() {
        return newest;
    }

    /** Hands each new image to a listener, on the thread that applies. */
    public Subscription subscribe(Consumer<MetadataImage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A command's form in the log. */
    public static ByteString toBytes(MetadataCommand command) {
        return UnsafeByteOperations.unsafeWrap(RecordJson.toBytes(command));
    }

    @Override
    public ByteString apply(long term, long index, ByteBuffer entry) {
        var json = new byte[entry.remaining()];
        entry.get(json);
        var command = RecordJson.read(json, MetadataCommand.class, RecordJson.Unknown.REFUSE);
        var before = newest.image;
        var reply = switch (MetadataMachine.decide(before, command)) {
            case Decision.Accepted(var events) -> {
                publish(index, events);
                yield accepted(command, before, index);
            }
            case Decision.Rejected(var rejection) -> {
                publish(index, List.of());
                yield CommandReply.refused(rejection, index);
            }
        };
        return UnsafeByteOperations.unsafeWrap(RecordJson.toBytes(reply));
    }

    private void publish(long index, List<MetadataEvent> events) {
        store.apply(index, events);
        newest = new At(index, store.image());
        if (!events.isEmpty()) {
            listeners.forEach(listener -> listener.accept(newest.image));
        }
    }

    private CommandReply accepted(MetadataCommand command, MetadataImage before, long index) {
        return switch (command) {
            case MetadataCommand.CreateTopic create -> CommandReply.topic(topic(create.name()), index);
            case MetadataCommand.AddPartitions add ->
                CommandReply.topic(newest.image.topic(add.id()).orElse(null), index);
            case MetadataCommand.AlterConfigs alter ->
                CommandReply.topic(newest.image.topic(alter.id()).orElse(null), index);
            case MetadataCommand.DeleteTopic delete ->
                CommandReply.topic(before.topic(delete.id()).orElse(null), index);
            case MetadataCommand.AllocateProducerIds allocate -> CommandReply.value(before.nextProducerId(), index);
            case MetadataCommand.FormatCluster format -> CommandReply.value(format.dataGroups(), index);
            case MetadataCommand.AlterNodeConfigs alter -> CommandReply.value(0, index);
            case MetadataCommand.StartChange start -> CommandReply.value(0, index);
            case MetadataCommand.AdvanceChange advance -> CommandReply.value(0, index);
            case MetadataCommand.RollBackChange back -> CommandReply.value(0, index);
            case MetadataCommand.AbandonChange abandon -> CommandReply.value(0, index);
            case MetadataCommand.DrainNode drain -> CommandReply.value(0, index);
            case MetadataCommand.HoldLeaders hold -> CommandReply.value(0, index);
        };
    }

    private @Nullable TopicState topic(String name) {
        return newest.image.topic(name).orElse(null);
    }

    @Override
    public Captured capture() {
        var image = newest.image;
        return new Captured() {
            @Override
            public void flush() {
                // The body is all there is; the store is disposable.
            }

            @Override
            public byte[] body() {
                return RecordJson.toBytes(new Content(image.asEvents()));
            }

            @Override
            public void durable() {
                // Nothing belongs to the checkpoint before but itself.
            }
        };
    }

    /** Starts from nothing: there is no checkpoint, so all comes from the log. */
    public void clear() {
        if (store.appliedIndex() != 0 || !store.image().equals(MetadataImage.EMPTY)) {
            store.reset(0, MetadataImage.EMPTY);
        }
    }

    @Override
    public void load(long index, byte[] body) {
        var image = MetadataImage.EMPTY;
        for (var event :
                RecordJson.read(body, Content.class, RecordJson.Unknown.REFUSE).events()) {
            image = image.with(event);
        }
        if (store.appliedIndex() != index || !store.image().equals(image)) {
            store.reset(index, image);
        }
        newest = new At(index, image);
        var published = image;
        listeners.forEach(listener -> listener.accept(published));
    }

    @Override
    public void install(long index, byte[] body, Source leader) {
        load(index, body);
    }

    @Override
    public void abandonInstall() {
        // The whole state comes at once, so it is never half in.
    }

    @Override
    public byte[] answer(ByteBuffer question) throws IOException {
        throw new IOException("the metadata group answers no questions of its own");
    }
}
