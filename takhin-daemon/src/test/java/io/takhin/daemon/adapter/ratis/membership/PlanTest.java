package io.takhin.daemon.adapter.ratis.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.metadata.Membership;
import io.takhin.daemon.core.metadata.NodeAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Membership THREE = voters(1, 2, 3);

    private static NodeAddress node(int id) {
        return new NodeAddress(id, "db" + id + ":7000");
    }

    private static Membership voters(int... ids) {
        return new Membership(IntStream.of(ids).mapToObj(PlanTest::node).toList(), List.of());
    }

    @Test
    void addsAVoterAtOnceAndGoesBackToWhatWas() {
        // When
        var plan = Plan.add(THREE, node(4), false, false);

        // Then
        assertEquals(List.of(voters(1, 2, 3, 4)), plan.steps());
        assertEquals(THREE, plan.fallback());
        assertEquals(List.of(node(4)), plan.newcomers());
    }

    @Test
    void goesBackToAListenerThatIsToBeKept() {
        // When
        var plan = Plan.add(THREE, node(4), false, true);

        // Then
        assertEquals(THREE.withListener(node(4)), plan.fallback());
    }

    @Test
    void leavesAVoterAsItIs() {
        assertEquals(List.of(), Plan.add(THREE, node(2), false, false).steps());
    }

    @Test
    void refusesANewAddressForAMember() {
        // When
        var refusal = assertThrows(
                TakhinException.class, () -> Plan.add(THREE, new NodeAddress(2, "elsewhere:7000"), false, false));

        // Then
        assertEquals(ErrorCode.CONFLICT, refusal.error().code());
    }

    @Test
    void takesAListenerOutBeforeItVotes() {
        // Given
        var before = THREE.withListener(node(4));

        // When
        var plan = Plan.promote(before, 4);

        // Then
        assertEquals(List.of(THREE, voters(1, 2, 3, 4)), plan.steps());
        assertEquals(before, plan.fallback());
    }

    @Test
    void replacesVotersByOneStepEachAddingFirst() {
        // When
        var plan = Plan.setVoters(THREE, Stream.of(3, 4, 5).map(PlanTest::node).toList());

        // Then
        assertEquals(
                List.of(voters(1, 2, 3, 4), voters(1, 2, 3, 4, 5), voters(2, 3, 4, 5), voters(3, 4, 5)), plan.steps());
        assertEquals("set-voters 3,4,5", plan.what());
        assertEquals(List.of(node(4), node(5)), plan.newcomers());
    }

    @Test
    void knowsNobodyItWasNotTold() {
        // When
        var refusal = assertThrows(TakhinException.class, () -> Plan.remove(THREE, 9));

        // Then
        assertEquals(ErrorCode.NOT_FOUND, refusal.error().code());
    }

    @Test
    void refusesWhatLeavesFewerVotersAliveThanAQuorum() {
        // Given
        var plan = Plan.remove(THREE, 1);

        // When
        var refusal = assertThrows(TakhinException.class, () -> plan.refuseQuorumLoss(id -> id != 3));

        // Then
        assertEquals(ErrorCode.REFUSED, refusal.error().code());
        assertTrue(
                refusal.error().message().contains("voters 3 → 2, live 2 → 1, quorum 2 → 2, tolerance 0 → 0"),
                refusal.error().message());
    }

    @Test
    void removesTheDeadOneOfThree() {
        // Given
        var plan = Plan.remove(THREE, 3);

        // When
        plan.refuseQuorumLoss(id -> id != 3);

        // Then
        assertEquals(voters(1, 2), plan.after());
    }

    @Test
    void keepsTheLastVoter() {
        // Given
        var plan = Plan.remove(voters(1), 1);

        // When
        var refusal = assertThrows(TakhinException.class, () -> plan.refuseQuorumLoss(_ -> true));

        // Then
        assertEquals("the last voter can't be removed", refusal.error().message());
    }
}
