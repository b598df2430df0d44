package io.takhin.daemon.adapter.direct;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ConfigChange;
import io.takhin.daemon.port.NewTopic;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.Records;
import io.takhin.daemon.port.log.Appended;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A process that appends and changes topics until it is killed. It prints one line for each thing that was
 * acknowledged, and one before each deletion:
 *
 * <pre>
 * created ID          appended ID PARTITION OFFSET VALUE
 * configured ID MS    deleting ID
 * </pre>
 */
final class CrashChild {

    private static final int IN_FLIGHT = 64;

    private final Backend backend;
    private final Random random;
    private final PrintStream out;
    private final List<TopicState> topics;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private long counter;

    private record Sent(PartitionId partition, String value, CompletableFuture<Outcome<Appended>> answer) {}

    private CrashChild(Backend backend, long seed, PrintStream out) {
        this.backend = backend;
        this.random = new Random(seed);
        this.out = out;
        this.topics = new ArrayList<>(backend.metadata().topicsByName());
        this.counter = seed << 32;
    }

    /** Arguments: the data folder, the seed, and {@code always} or {@code interval}. */
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true);
        var flush =
                args[2].equals("always") ? new FlushPolicy.Always() : new FlushPolicy.Interval(Duration.ofMillis(50));
        var faults = new RecordedFaults();
        var backend = DirectFixture.start(Path.of(args[0]), flush, faults);
        new CrashChild(backend, Long.parseLong(args[1]), out).run();
    }

    private void run() throws Exception {
        create();
        while (true) {
            int dice = random.nextInt(100);
            if (dice < 4) {
                create();
            } else if (dice < 6) {
                configure();
            } else if (dice < 7 && topics.size() > 5) {
                delete();
            } else {
                append();
            }
        }
    }

    private void create() throws Exception {
        counter++;
        var topic = Records.done(backend.createTopic(
                new NewTopic("topic-" + counter, 1 + random.nextInt(3), 1, Map.of()), ChangeOptions.DEFAULT));
        out.println("created " + topic.id());
        topics.add(topic);
    }

    private void configure() throws Exception {
        counter++;
        var topic = topics.get(random.nextInt(topics.size()));
        Records.done(backend.alterConfigs(
                topic.name(),
                new ConfigChange(Map.of("retention.ms", String.valueOf(counter + Long.MAX_VALUE / 2)), List.of()),
                ChangeOptions.DEFAULT));
        out.println("configured " + topic.id() + " " + (counter + Long.MAX_VALUE / 2));
    }

    private void delete() throws Exception {
        settle(0);
        var topic = topics.remove(random.nextInt(topics.size()));
        out.println("deleting " + topic.id());
        Records.done(backend.delete(topic.name(), ChangeOptions.DEFAULT));
    }

    private void append() throws Exception {
        counter++;
        var topic = topics.get(random.nextInt(topics.size()));
        var partition = topic.partition(random.nextInt(topic.partitionCount()));
        var value = counter + "x".repeat(random.nextInt(2000));
        sent.add(new Sent(partition, value, backend.append(partition, Records.durable(Records.batch(value)))));
        settle(IN_FLIGHT);
    }

    private void settle(int left) throws Exception {
        while (sent.size() > left) {
            var oldest = sent.remove();
            var appended = Records.done(oldest.answer());
            out.println("appended " + oldest.partition().topicId() + " "
                    + oldest.partition().partition() + " " + appended.baseOffset() + " " + oldest.value());
        }
    }
}
