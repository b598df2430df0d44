package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.group.RaftSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLogOutputStream;
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

/** The journal of a group, Ratis's log file, with the settings of a node: entries are added to it and put on disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RaftLogBenchmark {

    private static final long SEGMENT_BYTES = RaftOptions.Tuning.DEFAULT.segmentBytes();

    /** The data of an entry. */
    @Param({"1024", "262144"})
    public int entryBytes;

    /** How many entries share an fsync. */
    @Param({"1", "8"})
    public int together;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RaftSettings.ENTRY_BYTES_MAX + (1 << 20));
    private Path folder;
    private SegmentedRaftLogOutputStream log;
    private ByteString data;
    private long index;
    private long written;

    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("takhin-raft-log");
        data = ByteString.copyFrom(new byte[entryBytes]);
        index = 0;
        begin();
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        log.close();
        Utils.delete(folder.toFile());
    }

    private void begin() throws IOException {
        var file = folder.resolve("log_inprogress_0");
        Files.deleteIfExists(file);
        log = new SegmentedRaftLogOutputStream(file.toFile(), false, SEGMENT_BYTES, 0, buffer);
        written = 0;
    }

    /** The entries are on disk. */
    @Benchmark
    public void durable() throws IOException {
        if (written + (long) together * entryBytes > SEGMENT_BYTES) {
            log.close();
            begin();
        }
        for (int i = 0; i < together; i++) {
            var entry = LogEntryProto.newBuilder().setTerm(1).setIndex(index++);
            entry.getStateMachineLogEntryBuilder().setLogData(data);
            log.write(entry.build());
            written += entryBytes;
        }
        log.flush();
    }
}
