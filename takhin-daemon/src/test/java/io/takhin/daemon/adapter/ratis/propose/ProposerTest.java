package io.takhin.daemon.adapter.ratis.propose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.port.log.Appended;
import io.takhin.daemon.port.log.ReplicaLog.Validated;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProposerTest {

    private static final PartitionId PARTITION = new PartitionId(new TopicId(1, 2), 3);

    /** Keeps entries until the test answers them. */
    private static final class HeldSubmitter implements Submitter {

        private record Held(ByteBuffer entry, CompletableFuture<Outcome<ByteString>> answer) {
            int items() {
                return entry.getInt(1 + 8);
            }

            void applied() {
                var reply = ByteBuffer.allocate(items() * 25);
                while (reply.hasRemaining()) {
                    reply.put((byte) 0).putLong(10).putLong(11).putLong(0);
                }
                answer.complete(Outcome.done(ByteString.copyFrom(reply.flip())));
            }
        }

        private final BlockingQueue<Held> entries = new LinkedBlockingQueue<>();
        private final BlockingQueue<Thread> callers = new LinkedBlockingQueue<>();
        private volatile Runnable beforeNext = () -> {};

        @Override
        public CompletableFuture<Outcome<ByteString>> submit(ByteString entry) {
            callers.add(Thread.currentThread());
            var before = beforeNext;
            beforeNext = () -> {};
            before.run();
            var held = new Held(entry.asReadOnlyByteBuffer(), new CompletableFuture<>());
            entries.add(held);
            return held.answer;
        }

        Held next() throws InterruptedException {
            var held = entries.poll(30, TimeUnit.SECONDS);
            assertNotNull(held, "an entry");
            return held;
        }
    }

    private final HeldSubmitter submitter = new HeldSubmitter();
    private final Proposer proposer = new Proposer("test", submitter, Clock.systemUTC());

    @AfterEach
    void end() {
        submitter.entries.forEach(HeldSubmitter.Held::applied);
        proposer.close();
    }

    private CompletableFuture<Outcome<Appended>> append(int bytes) {
        return proposer.append(PARTITION, new Validated(ByteBuffer.allocate(bytes), -1));
    }

    @Test
    void what_comes_while_an_entry_is_on_its_way_gathers_into_one() throws Exception {
        // Given
        var _ = append(100);
        var first = submitter.next();
        // When
        var second = append(200);
        var third = append(300);
        first.applied();
        // Then
        var entry = submitter.next();
        assertEquals(2, entry.items());
        entry.applied();
        assertEquals(second.get(30, TimeUnit.SECONDS), third.get(30, TimeUnit.SECONDS));
    }

    @Test
    void what_comes_alone_is_proposed_by_the_thread_that_brings_it_and_what_gathered_by_another() throws Exception {
        // When
        var _ = append(100);
        var first = submitter.next();
        var _ = append(200);
        first.applied();
        submitter.next().applied();
        // Then
        assertEquals(Thread.currentThread(), submitter.callers.take());
        assertNotEquals(Thread.currentThread(), submitter.callers.take());
    }

    @Test
    void what_comes_while_another_thread_proposes_stays_behind_it() throws Exception {
        // Given
        submitter.beforeNext = () -> {
            for (int i = 0; i < 3; i++) {
                var _ = append(Proposer.ENTRY_BYTES);
            }
        };
        // When
        var _ = append(100);
        // Then
        assertEquals(100, submitter.next().entry().getInt(1 + 8 + 4 + 16 + 4));
        assertEquals(1, submitter.next().items());
    }

    @Test
    void what_fills_an_entry_waits_for_none_before_it() throws Exception {
        // Given
        var _ = append(100);
        submitter.next();
        // When
        var _ = append(600 << 10);
        var _ = append(600 << 10);
        // Then
        assertEquals(1, submitter.next().items());
        assertTrue(submitter.entries.isEmpty(), "half an entry waits");
    }

    @Test
    void no_more_than_four_entries_are_on_their_way() throws Exception {
        // Given
        var _ = append(100);
        var first = submitter.next();
        for (int i = 0; i < 5; i++) {
            var _ = append(Proposer.ENTRY_BYTES);
        }
        for (int i = 0; i < 3; i++) {
            submitter.next();
        }
        assertNull(submitter.entries.poll(100, TimeUnit.MILLISECONDS));
        // When
        first.applied();
        // Then
        assertEquals(1, submitter.next().items());
    }
}
