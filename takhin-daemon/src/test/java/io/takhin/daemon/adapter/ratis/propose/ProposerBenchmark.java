package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.ReplicaLog.Validated;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A group's proposer alone: appends go in, gather into entries, and are answered at once by what stands for Raft. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProposerBenchmark {

    private static final PartitionId PARTITION = new PartitionId(new TopicId(1, 2), 3);
    private static final int ITEM_REPLY_BYTES = 25;

    /** The size of an append's batches. */
    @Param({"1024", "65536"})
    public int bytes;

    /** How many appends wait for their answers at once. */
    @Param({"1", "16"})
    public int together;

    private Proposer proposer;

    @Setup
    public void start() {
        proposer = new Proposer("benchmark", ProposerBenchmark::applied, Clock.systemUTC());
    }

    @TearDown
    public void stop() {
        proposer.close();
    }

    private static CompletableFuture<Outcome<ByteString>> applied(ByteString entry) {
        int items = entry.asReadOnlyByteBuffer().getInt(1 + Long.BYTES);
        var reply = ByteBuffer.allocate(items * ITEM_REPLY_BYTES);
        while (reply.hasRemaining()) {
            reply.put((byte) 0).putLong(10).putLong(11).putLong(0);
        }
        return CompletableFuture.completedFuture(Outcome.done(ByteString.copyFrom(reply.flip())));
    }

    /** From the first append's arrival until the last of them has its answer. */
    @Benchmark
    public Outcome<Appended> answered() {
        var last = append();
        for (int i = 1; i < together; i++) {
            last = append();
        }
        return last.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Outcome<Appended>> append() {
        return proposer.append(PARTITION, new Validated(ByteBuffer.allocate(bytes), -1));
    }
}
