package io.takhin.cli.check;

import io.takhin.cli.progress.ProgressBar;
import io.takhin.cli.record.batch.BatchBuilder;
import io.takhin.cli.record.batch.Codec;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.error.TakhinException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Sends records at a steady rate over one stream and hears when each was committed. One thread runs it. */
final class PerfRun {

    private static final long TICK_NS = Duration.ofMillis(2).toNanos();
    private static final int FRAMES_MAX = 64;
    private static final int BATCH_BYTES_MAX = 256 << 10;
    private static final Duration SETTLE_TIME = Duration.ofSeconds(10);
    private static final long SEED = 42;

    private final PerfLoad load;
    private final PerfTally tally;
    private final InstantSource clock;
    private final ProgressBar progress;
    private final BatchBuilder builder = new BatchBuilder();
    private final PassingRecord record = new PassingRecord();
    private final int[] sequences;
    private final long startNs = System.nanoTime();
    private long sent;
    private long ticket;

    PerfRun(PerfLoad load, InstantSource clock, ProgressBar progress) {
        this.load = load;
        this.tally = new PerfTally(load, this::elapsedNs);
        this.clock = clock;
        this.progress = progress;
        this.sequences = new int[load.partitions()];
        // Random bytes, as a file system or a disk may find out that all records are the same.
        var value = new byte[load.recordBytes()];
        new Random(SEED).nextBytes(value);
        record.value().set(value, 0, value.length);
    }

    /** How many records were sent. */
    long sent() {
        return sent;
    }

    /**
     * Sends everything and waits for what is on its way, in bounded time.
     *
     * @throws TakhinException if no stream can be opened
     * @throws InterruptedException if the process is told to end
     */
    PerfTally.Summary run(AdminClient client, String topic, Duration timeout) throws InterruptedException {
        try (var stream = client.produce(new ProduceOpen(topic, true, null), tally, timeout)) {
            try {
                while (sent < load.total() && tally.await(FRAMES_MAX, SETTLE_TIME.toNanos())) {
                    if (tally.open() > FRAMES_MAX) {
                        break; // nothing was acknowledged for a long time
                    }
                    sendDue(stream);
                    show();
                    tally.pause(TICK_NS);
                }
                stream.finish(SETTLE_TIME);
            } catch (TakhinException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                tally.lost(e.error());
            }
        }
        return tally.summary();
    }

    private void sendDue(ProduceStream stream) {
        long due = load.dueBy(elapsedNs());
        while (sent < due) {
            int partition = (int) (ticket % load.partitions());
            long first = sent;
            while (sent < due && (builder.count() == 0 || fits())) {
                builder.append(record, clock.millis());
                sent++;
            }
            int count = builder.count();
            var stamp = new BatchBuilder.Stamp(
                    stream.opened().producerId(), stream.opened().producerEpoch(), sequences[partition]);
            sequences[partition] += count;
            ticket++;
            tally.sent(ticket, first, first + count);
            stream.send(ticket, partition, ByteBuffer.wrap(builder.finish(Codec.NONE, stamp)));
        }
    }

    private boolean fits() {
        return builder.size() + BatchBuilder.sizeOf(record) <= BATCH_BYTES_MAX;
    }

    private void show() {
        long acked = tally.acked();
        progress.at(
                elapsedNs(),
                load.warmUp().plus(load.duration()).toNanos(),
                () -> acked + " records acknowledged",
                () -> "check perf: " + acked + " of " + load.total() + " records acknowledged");
    }

    private long elapsedNs() {
        return System.nanoTime() - startNs;
    }
}
