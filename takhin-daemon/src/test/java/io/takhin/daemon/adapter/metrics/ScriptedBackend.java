package io.takhin.daemon.adapter.metrics;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.ClusterControl;
import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataCommand;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewPartitions;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.ProducerIdBlock;
import io.takhin.daemon.port.Subscription;
import io.takhin.daemon.port.log.AppendRequest;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.OffsetAt;
import io.takhin.daemon.port.log.OffsetQuery;
import io.takhin.daemon.port.log.PartitionStatus;
import io.takhin.daemon.port.log.ProducerState;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import io.takhin.daemon.port.log.RecordSlice;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A backend that answers appends and reads as a test says; the last answer is given again, none means it waits. */
final class ScriptedBackend implements Backend {

    private final Deque<Outcome<Appended>> appends = new ArrayDeque<>();
    private final Deque<Outcome<ReadResult>> reads = new ArrayDeque<>();
    private CompletableFuture<Outcome<Appended>> lastAppend = new CompletableFuture<>();
    private MetadataImage image = MetadataImage.EMPTY;

    ScriptedBackend(String... topics) {
        apply(new MetadataCommand.FormatCluster("scripted", 1));
        for (int i = 0; i < topics.length; i++) {
            apply(new MetadataCommand.CreateTopic(new TopicId(1, i), topics[i], 1, 1, Map.of(), 0));
        }
    }

    private void apply(MetadataCommand command) {
        if (MetadataMachine.decide(image, command) instanceof Decision.Accepted(var events)) {
            image = image.with(events);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read, as what it is
    final void answerAppends(Outcome<Appended>... outcomes) {
        Collections.addAll(appends, outcomes);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read, as what it is
    final void answerReads(Outcome<ReadResult>... outcomes) {
        Collections.addAll(reads, outcomes);
    }

    void completeAppends(Outcome<Appended> outcome) {
        lastAppend.complete(outcome);
    }

    CompletableFuture<Outcome<Appended>> lastAppend() {
        return lastAppend;
    }

    PartitionId partition(String topic) {
        return image.topic(topic).orElseThrow().partition(0);
    }

    static Outcome<ReadResult> records(int bytes) {
        return Outcome.done(new ReadResult(
                new RecordSlice() {
                    @Override
                    public int sizeBytes() {
                        return bytes;
                    }

                    @Override
                    public long transferTo(WritableByteChannel target, long position, int count) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void read(ByteBuffer target, int position) {
                        throw new UnsupportedOperationException();
                    }
                },
                0,
                100,
                100,
                List.of()));
    }

    @Override
    public CompletableFuture<Outcome<Appended>> append(PartitionId partition, AppendRequest request) {
        lastAppend = new CompletableFuture<>();
        if (!appends.isEmpty()) {
            lastAppend.complete(appends.size() > 1 ? appends.removeFirst() : appends.getFirst());
        }
        return lastAppend;
    }

    @Override
    public CompletableFuture<Outcome<ReadResult>> read(PartitionId partition, ReadRequest request) {
        return CompletableFuture.completedFuture(reads.removeFirst());
    }

    @Override
    public Outcome<PartitionStatus> status(PartitionId partition) {
        return Outcome.done(new PartitionStatus(OptionalInt.of(1), 0, List.of(1), List.of(1), 0, 100, 100, 1000));
    }

    @Override
    public MetadataImage metadata() {
        return image;
    }

    @Override
    public ClusterView cluster() {
        return new ClusterView("scripted", 1, OptionalInt.of(1), List.of(), true, "");
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> createTopic(NewTopic topic, ChangeOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> addPartitions(
            String topic, NewPartitions wanted, ChangeOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<ClusterControl>> alterNodeConfigs(
            String node, ConfigChange change, ChangeOptions how) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> alterConfigs(String topic, ConfigChange change, ChangeOptions how) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> delete(String topic, ChangeOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<TopicState>> topic(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<ProducerIdBlock>> allocateProducerIds(int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<Long>> trim(PartitionId partition, long beforeOffset, ChangeOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<OffsetAt>> offsetAt(PartitionId partition, OffsetQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Outcome<List<ProducerState>>> producers(PartitionId partition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onAppend(PartitionId partition, Runnable signal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onMetadata(Consumer<MetadataImage> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
