package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.takhin.common.model.PartitionId;
import io.takhin.common.model.TopicId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.port.ChangeOptions;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.NewTopic;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatedBackendTest {

    private final GatedBackend gate =
            new GatedBackend(() -> new ClusterView.Node(3, "", "", "127.0.0.1:7070", true, true));

    private static void assertNotReady(Outcome<?> outcome) {
        var rejected = assertInstanceOf(Outcome.Rejected.class, outcome);
        assertEquals(new Rejection(Rejection.Reason.NOT_READY, "opening logs: 1 of 2"), rejected.rejection());
    }

    @Test
    void refusesEverythingAndSaysWhatIsGoingOnUntilItIsOpen() {
        // Given
        var partition = new PartitionId(new TopicId(1, 2), 0);

        // When
        gate.state("opening logs: 1 of 2");

        // Then
        assertNotReady(gate.status(partition));
        assertNotReady(gate.topic("a").join());
        assertNotReady(gate.createTopic(new NewTopic("a", 1, 1, Map.of()), ChangeOptions.DEFAULT)
                .join());
        assertEquals(MetadataImage.EMPTY, gate.metadata());
        assertFalse(gate.cluster().ready());
        assertEquals("opening logs: 1 of 2", gate.cluster().notReadyReason());
        assertEquals(3, gate.cluster().nodeId());
    }

    @Test
    void handsMetadataToListenersThatWereThereBeforeTheBackend() {
        // Given
        var heard = new ArrayList<MetadataImage>();
        var subscription = gate.onMetadata(heard::add);
        var backend = new GatedBackend(() -> new ClusterView.Node(3, "", "", "", true, true));

        // When
        gate.open(backend);
        subscription.close();
        gate.open(backend);

        // Then
        assertEquals(1, heard.size());
    }
}
