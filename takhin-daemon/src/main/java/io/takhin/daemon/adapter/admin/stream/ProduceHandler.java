package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.config.ConfigEntry;
import io.takhin.daemon.adapter.admin.AdminOptions;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Requests;
import io.takhin.daemon.adapter.admin.Topics;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Opens produce streams: the topic, a producer id, then a session takes over. */
final class ProduceHandler implements Streams.StreamHandler {

    private static final String BATCH_BYTES_CONFIG = "max.message.bytes";
    private static final int BATCH_BYTES_DEFAULT = 1_048_588;

    private final Backend backend;
    private final boolean autoCreate;
    private final int bytesMax;
    private final Semaphore bytes;
    private final TopicConfigRules rules;

    ProduceHandler(AdminOptions options, Backend backend, TopicConfigRules rules) {
        this.backend = backend;
        this.autoCreate = options.autoCreate();
        this.bytesMax = options.produceBytesMax();
        this.bytes = new Semaphore(bytesMax, true);
        this.rules = rules;
    }

    @Override
    public void serve(HttpExchange exchange) throws IOException {
        var call = Requests.call(exchange);
        var frames = new FrameSource(exchange);
        var open = Requests.json(frames.open(), ProduceOpen.class);
        var topic = topic(Topics.named(open.topic()), call);
        var opened = new ProduceMessage.Opened(
                topic.id().toString(),
                topic.partitionCount(),
                producerId(open, call),
                0,
                Math.min(batchBytesMax(topic), Frame.BATCHES_BYTES_MAX));
        new ProduceSession(exchange, backend, topic.id(), open.durable(), frames, new ByteBudget(bytes, bytesMax))
                .run(opened);
    }

    private TopicState topic(String name, Call call) {
        var found = call.outcome(backend.topic(name));
        if (autoCreate
                && found instanceof Outcome.Rejected<TopicState>(Rejection(var reason, var message))
                && reason == Rejection.Reason.UNKNOWN_TOPIC) {
            var wanted = new NewTopic(name, NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of());
            var created = call.outcome(backend.createTopic(wanted, call.options(false)));
            // Another may have created it in between.
            return created instanceof Outcome.Rejected<TopicState>(Rejection(var why, var text))
                            && why == Rejection.Reason.TOPIC_EXISTS
                    ? call.read(backend.topic(name))
                    : Call.value(created, Applied.UNKNOWN);
        }
        return Call.value(found, Applied.NO);
    }

    private long producerId(ProduceOpen open, Call call) {
        var known = open.producerId();
        if (known == null) {
            return call.change(backend.allocateProducerIds(1)).first();
        }
        if (known < 0 || known >= backend.metadata().nextProducerId()) {
            throw TakhinException.of(ErrorCode.USAGE, "producer id " + known + " was never given out");
        }
        return known;
    }

    private int batchBytesMax(TopicState topic) {
        for (ConfigEntry entry : rules.effective(topic.configs())) {
            if (entry.name().equals(BATCH_BYTES_CONFIG)) {
                return Integer.parseInt(entry.value());
            }
        }
        return BATCH_BYTES_DEFAULT;
    }
}
