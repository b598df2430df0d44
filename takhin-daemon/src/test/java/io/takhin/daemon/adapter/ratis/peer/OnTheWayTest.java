package io.takhin.daemon.adapter.ratis.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.ratis.util.Timestamp;
import org.junit.jupiter.api.Test;

class OnTheWayTest {

    private final OnTheWay onTheWay = new OnTheWay();

    @Test
    void goesBackToTheFirstThatWasNotAnswered() {
        // Given
        var first = add(1, 10);
        add(2, 11);
        var third = add(3, 12);
        onTheWay.remove(first);

        // When: the last of three fails
        onTheWay.failed(third, Optional.empty());

        // Then
        assertEquals(Optional.of(new OnTheWay.Trouble(11, Optional.empty())), onTheWay.trouble());
    }

    @Test
    void keepsTheFirstTroubleUntilAllIsSentAgain() {
        // Given
        var first = add(1, 10);
        var second = add(2, 11);

        // When
        onTheWay.failed(first, Optional.of(4L));
        onTheWay.failed(second, Optional.empty());

        // Then
        assertEquals(Optional.of(new OnTheWay.Trouble(10, Optional.of(4L))), onTheWay.trouble());
        onTheWay.clear();
        assertTrue(onTheWay.trouble().isEmpty());
        assertTrue(onTheWay.isEmpty());
    }

    @Test
    void doesNotCareForWhatIsNoLongerWaitedFor() {
        // Given
        var old = add(1, 10);
        onTheWay.clear();

        // When
        onTheWay.failed(old, Optional.of(4L));

        // Then
        assertTrue(onTheWay.trouble().isEmpty());
    }

    @Test
    void hearsFromAHeartbeatWhereToGoOnOnlyWhileNoEntriesAreOnTheWay() {
        // Given
        var heartbeat = new OnTheWay.Sent(7, -1, Timestamp.currentTime());

        // When, then: lost heartbeats say nothing about entries
        onTheWay.failed(heartbeat, Optional.empty());
        assertTrue(onTheWay.trouble().isEmpty());

        // When, then: entries say more
        add(8, 20);
        onTheWay.failed(heartbeat, Optional.of(4L));
        assertTrue(onTheWay.trouble().isEmpty());

        // When, then
        onTheWay.clear();
        onTheWay.failed(heartbeat, Optional.of(4L));
        assertEquals(Optional.of(4L), onTheWay.trouble().orElseThrow().nextIndex());
    }

    private OnTheWay.Sent add(long call, long index) {
        var sent = new OnTheWay.Sent(call, index, Timestamp.currentTime());
        onTheWay.add(sent);
        return sent;
    }
}
