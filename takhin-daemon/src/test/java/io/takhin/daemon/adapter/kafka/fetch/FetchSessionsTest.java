package io.takhin.daemon.adapter.kafka.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class FetchSessionsTest {

    private static final Uuid TOPIC = new Uuid(1, 2);

    @Test
    void aSessionTellsOnlyWhatIsNews() {
        // Given
        var session = new FetchSession(1, true, wishes(3));
        session.news(List.of(fetched(0, 5), fetched(1, 6), fetched(2, 7)));
        // When
        var news = session.news(List.of(fetched(0, 5), fetched(1, 9), fetched(2, 7)));
        // Then
        assertEquals(
                List.of(1), news.stream().map(each -> each.key().partition()).toList());
    }

    @Test
    void anErrorIsTellingEachTimeAndSoIsItsEnd() {
        // Given
        var session = new FetchSession(1, true, wishes(1));
        session.news(List.of(fetched(0, 5)));
        var failed = FetchedPartition.refused(key(0), Errors.NOT_LEADER_OR_FOLLOWER);
        // When
        int first = session.news(List.of(failed)).size();
        int second = session.news(List.of(failed)).size();
        int end = session.news(List.of(fetched(0, 5))).size();
        // Then
        assertEquals(List.of(1, 1, 1), List.of(first, second, end));
    }

    @Test
    void takesChangesAndForgets() {
        // Given
        var session = new FetchSession(1, true, wishes(3));
        // When
        var all = session.update(List.of(new FetchWish(key(1), new FetchPlace(77, 10, -1))), List.of(key(0)));
        // Then
        assertEquals(
                List.of(1, 2), all.stream().map(each -> each.key().partition()).toList());
        assertEquals(77, all.get(0).place().offset());
    }

    @Test
    void refusesAnEpochThatIsNotTheNext() {
        // Given
        var session = new FetchSession(1, true, wishes(1));
        // When
        var first = session.advance(1, true);
        var again = session.advance(1, true);
        var byName = session.advance(2, false);
        // Then
        assertEquals(Errors.NONE, first);
        assertEquals(Errors.INVALID_FETCH_SESSION_EPOCH, again);
        assertEquals(Errors.FETCH_SESSION_TOPIC_ID_ERROR, byName);
    }

    @Test
    void givesNoPlaceWhileAllAreInUse() {
        // Given
        var sessions = new FetchSessions(2);
        var first = sessions.open(true, wishes(1)).orElseThrow();
        sessions.open(true, wishes(1));
        // When
        var third = sessions.open(true, wishes(1));
        sessions.end(first.id());
        var fourth = sessions.open(true, wishes(1));
        // Then
        assertTrue(third.isEmpty());
        assertTrue(fourth.isPresent());
        assertEquals(2, sessions.size());
        assertTrue(sessions.use(first.id()).isEmpty());
    }

    private static List<FetchWish> wishes(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(number -> new FetchWish(key(number), new FetchPlace(0, 1000, -1)))
                .toList();
    }

    private static FetchKey key(int partition) {
        return new FetchKey(TOPIC, "", partition);
    }

    private static FetchedPartition fetched(int partition, long highWatermark) {
        return new FetchedPartition(
                key(partition),
                new PartitionData().setHighWatermark(highWatermark).setLogStartOffset(0));
    }
}
