package io.takhin.daemon.adapter.kafka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.log.PartitionPlace;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class PartitionViewTest {

    private static final PartitionId PARTITION = new PartitionId(new TopicId(1, 2), 0);

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
        // Given
        var place = new PartitionPlace(OptionalInt.of(2), 7, List.of(1, 2, 3), List.of(2, 3));

        // When
        var view = PartitionView.of(opening(Outcome.done(place)), PARTITION);

        // Then
        assertEquals(new PartitionView(Errors.NONE, 2, 7, List.of(1, 2, 3), List.of(2, 3)), view);
    }

    @Test
    void saysThatThereIsNoLeaderWhenItKnowsOfNoPartition() {
        // When
        var view = PartitionView.of(opening(Outcome.reject(Reason.UNKNOWN_TOPIC, "deleted")), PARTITION);

        // Then
        assertEquals(new PartitionView(Errors.LEADER_NOT_AVAILABLE, -1, -1, List.of(), List.of()), view);
    }
}
