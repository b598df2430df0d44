package io.takhin.daemon.adapter.kafka.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class GroupHandlersTest {

    private static Errors answered(Errors error) {
        return Errors.forCode(GroupHandlers.expected(new SyncGroupResponseData().setErrorCode(error.code()))
                .errorCode());
    }

    @Test
    void hasMembersJoinAgainThatSyncWithACoordinatorThatIsBeingLoaded() {
        assertEquals(Errors.REBALANCE_IN_PROGRESS, answered(Errors.COORDINATOR_LOAD_IN_PROGRESS));
        assertEquals(Errors.NOT_COORDINATOR, answered(Errors.NOT_COORDINATOR));
        assertEquals(Errors.NONE, answered(Errors.NONE));
    }
}
