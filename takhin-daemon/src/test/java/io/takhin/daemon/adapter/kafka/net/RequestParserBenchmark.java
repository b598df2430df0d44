package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Records;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
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
import org.openjdk.jmh.annotations.Warmup;

/** From a frame of a Kafka client to the request, without what serves it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestParserBenchmark {

    private static final short VERSION = 13;

    /** How many partitions the request names. */
    @Param({"1", "100"})
    public int partitions;

    private RequestParser parser;
    private ByteBuffer produce;
    private ByteBuffer fetch;

    private record Served(ApiKeys key) implements ApiHandler<AbstractRequest> {
        @Override
        public CompletableFuture<Reply> handle(RequestContext context, AbstractRequest request) {
            throw new UnsupportedOperationException("only parsed");
        }
    }

    @Setup
    public void fill() {
        parser = new RequestParser(
                ListenerSettings.plaintext("127.0.0.1", 0),
                new ListenerName("BENCHMARK"),
                new ApiRegistry(List.of(new Served(ApiKeys.PRODUCE), new Served(ApiKeys.FETCH))));
        produce = frame(ApiKeys.PRODUCE, produceOf(partitions));
        fetch = frame(ApiKeys.FETCH, fetchOf(partitions));
    }

    private static ProduceRequestData produceOf(int partitions) {
        var batch = Records.batch(Collections.nCopies(10, "v".repeat(100)).toArray(String[]::new));
        var topic = new ProduceRequestData.TopicProduceData().setTopicId(new Uuid(1, 2));
        for (int i = 0; i < partitions; i++) {
            topic.partitionData()
                    .add(new ProduceRequestData.PartitionProduceData()
                            .setIndex(i)
                            .setRecords(MemoryRecords.readableRecords(batch.duplicate())));
        }
        var request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        request.topicData().add(topic);
        return request;
    }

    private static FetchRequestData fetchOf(int partitions) {
        var topic = new FetchRequestData.FetchTopic().setTopicId(new Uuid(1, 2));
        for (int i = 0; i < partitions; i++) {
            topic.partitions()
                    .add(new FetchRequestData.FetchPartition().setPartition(i).setFetchOffset(1_000_000));
        }
        return new FetchRequestData().setMaxWaitMs(500).setTopics(List.of(topic));
    }

    private static ByteBuffer frame(ApiKeys key, ApiMessage body) {
        var header = new RequestHeader(key, VERSION, "benchmark", 7);
        return RequestUtils.serialize(header.data(), header.headerVersion(), body, VERSION);
    }

    @Benchmark
    public AbstractRequest produce() {
        return parsed(produce.duplicate());
    }

    @Benchmark
    public AbstractRequest fetch() {
        return parsed(fetch.duplicate());
    }

    private AbstractRequest parsed(ByteBuffer frame) {
        return parser.request(RequestParser.header(frame), frame);
    }
}
