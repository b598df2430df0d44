package io.takhin.daemon.core.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.core.metadata.MetadataCommand.AdvanceChange;
import io.takhin.daemon.core.metadata.MetadataCommand.DrainNode;
import io.takhin.daemon.core.metadata.MetadataCommand.RollBackChange;
import io.takhin.daemon.core.metadata.MetadataCommand.StartChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlMachineTest {

    private static final Membership ONE = new Membership(List.of(new NodeAddress(1, "a:1")), List.of());
    private static final Membership TWO = ONE.withVoter(new NodeAddress(2, "b:1"));
    private static final Membership THREE = TWO.withVoter(new NodeAddress(3, "c:1"));

    private static MembershipChange change(String id) {
        return new MembershipChange(id, "set-voters 1,2,3", List.of(TWO, THREE), 0, ONE, ONE, false, 0);
    }

    private static MetadataImage after(MetadataImage image, MetadataCommand... commands) {
        for (var command : commands) {
            var accepted = assertInstanceOf(Decision.Accepted.class, MetadataMachine.decide(image, command));
            image = image.with(accepted.events());
        }
        return image;
    }

    @Test
    void goesThroughItsStepsAndEnds() {
        // Given
        var started = after(MetadataImage.EMPTY, new StartChange(change("x"), ""));

        // When
        var first = after(started, new AdvanceChange("x", 0, false));
        var ended = after(first, new AdvanceChange("x", 0, false), new AdvanceChange("x", 1, false));

        // Then
        assertEquals(TWO, started.control().change().goal());
        assertEquals(THREE, first.control().change().goal());
        assertNull(ended.control().change());
        assertEquals("x", ended.control().last());
    }

    @Test
    void goesBackAndSaysSo() {
        // Given
        var started = after(MetadataImage.EMPTY, new StartChange(change("x"), ""), new AdvanceChange("x", 0, false));

        // When
        var back = after(started, new RollBackChange("x"));
        var stale = after(back, new AdvanceChange("x", 1, false));
        var ended = after(stale, new AdvanceChange("x", 1, true));

        // Then
        assertEquals(ONE, stale.control().change().goal());
        assertNull(ended.control().change());
        assertEquals(true, ended.control().lastFailed());
    }

    @Test
    void allowsOneChangeAtATime() {
        // Given
        var started = after(MetadataImage.EMPTY, new StartChange(change("x"), ""));

        // When
        var second = MetadataMachine.decide(started, new StartChange(change("y"), ""));

        // Then
        assertEquals(
                Rejection.Reason.CHANGE_UNDER_WAY,
                assertInstanceOf(Decision.Rejected.class, second).rejection().reason());
    }

    @Test
    void refusesAPlanThatAnotherChangeOvertook() {
        // Given
        var ended = after(
                MetadataImage.EMPTY,
                new StartChange(change("x"), ""),
                new AdvanceChange("x", 0, false),
                new AdvanceChange("x", 1, false));

        // When
        var late = MetadataMachine.decide(ended, new StartChange(change("y"), ""));
        var again = MetadataMachine.decide(ended, new StartChange(change("x"), ""));

        // Then
        assertInstanceOf(Decision.Rejected.class, late);
        assertEquals(Decision.accept(), again);
    }

    @Test
    void drainsTwiceAsOnceAndKeepsItInACheckpoint() {
        // Given
        var drained = after(MetadataImage.EMPTY, new DrainNode(2, true), new DrainNode(2, true));

        // When
        var loaded = MetadataImage.EMPTY.with(drained.asEvents());

        // Then
        assertEquals(List.of(2), loaded.control().drained());
        assertEquals(drained, loaded);
        assertEquals(ClusterControl.NONE, after(loaded, new DrainNode(2, false)).control());
    }
}
