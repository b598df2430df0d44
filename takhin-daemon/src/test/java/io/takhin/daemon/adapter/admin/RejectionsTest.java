package io.takhin.daemon.adapter.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.daemon.core.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionsTest {

    @ParameterizedTest
    @EnumSource(Rejection.Reason.class)
    void saysOfEachRefusalThatNothingWasChangedAndKeepsItsWords(Rejection.Reason reason) {
        // When
        var error = Rejections.error(new Rejection(reason, "the words"));

        // Then
        assertEquals("the words", error.message());
        assertEquals(Applied.NO, error.applied());
        assertNotEquals(ErrorCode.INTERNAL, error.code());
    }

    @Test
    void letsOnlyThatBeTriedAgainWhichMayPass() {
        for (var reason : Rejection.Reason.values()) {
            boolean retryable = Rejections.error(new Rejection(reason, "")).retryable();
            boolean passes = switch (reason) {
                case NOT_LEADER, NOT_READY, OVERLOADED -> true;
                default -> false;
            };
            assertTrue(retryable == passes, () -> reason + " retryable: " + retryable);
        }
    }
}
