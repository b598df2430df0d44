package io.takhin.daemon.adapter.kafka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.core.metadata.ReplicaAssignment;
import io.takhin.daemon.core.metadata.TopicState;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionPlace;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class PartitionViewTest {

    private static final PartitionPlace PLACE =
            new PartitionPlace(OptionalInt.of(2), 7, List.of(1, 2, 3), List.of(2, 3));

    private static TopicState topic(List<List<Integer>> assignment) {
        var groups = Collections.nCopies(Math.max(1, assignment.size()), 0);
        return new TopicState(new TopicId(1, 2), "t", groups, 1, new TreeMap<>(), 5, new ReplicaAssignment(assignment));
    }

    /** A backend that has not opened the partition yet. */
    private static Backend opening(Outcome<PartitionPlace> place) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (_, method, _) -> switch (method.getName()) {
                    case "place" -> place;
                    case "status" -> Outcome.reject(Reason.NOT_READY, "about to be opened");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void namesLeaderAndReplicasBeforeThisNodeHasOpenedThePartition() {
        // When
        var view = PartitionView.of(opening(Outcome.done(PLACE)), topic(List.of()), 0);

        // Then
        assertEquals(new PartitionView(Errors.NONE, 2, 7, List.of(1, 2, 3), List.of(2, 3)), view);
    }

    @Test
    void saysThatThereIsNoLeaderWhenItKnowsOfNoPartition() {
        // When
        var view = PartitionView.of(opening(Outcome.reject(Reason.UNKNOWN_TOPIC, "deleted")), topic(List.of()), 0);

        // Then
        assertEquals(new PartitionView(Errors.LEADER_NOT_AVAILABLE, -1, -1, List.of(), List.of()), view);
    }

    @Test
    void showsTheNodesThatWereNamedAndAreStillThereAndTheLeaderAnyway() {
        // Given: node 4 was removed
        var backend = opening(Outcome.done(PLACE));

        // When
        var views = IntStream.range(0, 4)
                .mapToObj(partition -> PartitionView.of(
                        backend, topic(List.of(List.of(3, 1), List.of(4, 1), List.of(4), List.of())), partition))
                .toList();

        // Then
        assertEquals(
                List.of(
                        new PartitionView(Errors.NONE, 2, 7, List.of(3, 1), List.of(3)),
                        new PartitionView(Errors.NONE, 2, 7, List.of(1), List.of()),
                        new PartitionView(Errors.NONE, 2, 7, List.of(1, 2, 3), List.of(2, 3)),
                        new PartitionView(Errors.NONE, 2, 7, List.of(1, 2, 3), List.of(2, 3))),
                views);
    }
}
