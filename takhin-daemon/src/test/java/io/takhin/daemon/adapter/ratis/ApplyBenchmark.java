package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.adapter.ratis.apply.AppendEntry;
import io.takhin.daemon.adapter.ratis.apply.DataCommand;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.apply.Replicas;
import io.takhin.daemon.adapter.ratis.apply.Signals;
import io.takhin.daemon.adapter.storage.KafkaReplicaStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a replica does with a committed entry: reads it, checks the producers, and writes the partition's log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ApplyBenchmark {

    private static final TopicState TOPIC =
            new TopicState(new TopicId(1, 2), "orders", List.of(0), 3, new TreeMap<>(), 5);
    private static final PartitionId PARTITION = TOPIC.partition(0);

    /** The value of a record, in bytes. */
    @Param({"100", "1024"})
    public int recordBytes;

    /** How many records an entry's one batch has. */
    @Param({"1", "64"})
    public int records;

    private Path folder;
    private KafkaReplicaStore store;
    private DataGroup group;
    private AppendEntry entry;
    private long index;

    /** Each iteration begins with an empty log, so that none fills the disk. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("takhin-apply");
        store = new KafkaReplicaStore(StorageOptions.in(folder), new KafkaTopicConfigRules(Map.of()), Time.SYSTEM);
        var replicas = new Replicas(store);
        replicas.open(List.of(), (_, _) -> {});
        group = new DataGroup(0, replicas, new Signals());
        index = 0;
        apply(DataGroup.toBytes(new DataCommand.PlaceTopic(TOPIC, 7)));
        var values = Collections.nCopies(records, "v".repeat(recordBytes)).toArray(String[]::new);
        entry = new AppendEntry(1000, List.of(new AppendEntry.Item(PARTITION, Records.batch(values))));
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        store.close();
        Utils.delete(folder.toFile());
    }

    /** Making the entry's bytes is part of it, as those that came over the network are used once. */
    @Benchmark
    public ByteString applied() throws IOException {
        return apply(entry.toBytes());
    }

    private ByteString apply(ByteString bytes) throws IOException {
        return group.apply(3, ++index, bytes.asReadOnlyByteBuffer());
    }
}
