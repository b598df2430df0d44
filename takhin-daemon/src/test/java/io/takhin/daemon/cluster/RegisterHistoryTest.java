package io.takhin.daemon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing. */
class RegisterHistoryTest {

    private final RegisterHistory history = new RegisterHistory();

    @Test
    void acceptsWhatSomeOrderExplains() {
        // Given
        history.written(1, 0, Optional.of(10L));
        history.written(2, 20, Optional.empty());
        history.written(3, 40, Optional.of(50L));

        // When: concurrent with a write, and after the late effect of a write without an answer
        history.read(new RegisterHistory.Read(1, 3, 41, 42));
        history.read(new RegisterHistory.Read(2, 1, 41, 43));
        history.read(new RegisterHistory.Read(3, 2, 60, 61));

        // Then
        assertEquals(List.of(), history.problems());
    }

    @Test
    void findsAStaleRead() {
        // Given
        history.written(1, 0, Optional.of(10L));
        history.written(2, 20, Optional.of(30L));

        // When
        history.read(new RegisterHistory.Read(1, 1, 31, 32));

        // Then
        assertEquals(1, history.problems().size());
    }

    @Test
    void findsAReadOlderThanOneBefore() {
        // Given: a write that is still under way
        history.written(1, 0, Optional.of(10L));
        history.written(2, 20, Optional.of(90L));

        // When
        history.read(new RegisterHistory.Read(1, 2, 31, 32));
        history.read(new RegisterHistory.Read(2, 1, 40, 41));

        // Then
        assertEquals(1, history.problems().size());
    }

    @Test
    void findsAReadOfWhatWasNeverWritten() {
        // When
        history.read(new RegisterHistory.Read(1, 7, 31, 32));

        // Then
        assertEquals(1, history.problems().size());
    }
}
