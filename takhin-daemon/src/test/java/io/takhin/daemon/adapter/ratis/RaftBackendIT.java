package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.BackendContractTest;
import io.takhin.daemon.port.RecordedFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;

/** The contract with consensus, in a cluster of one. */
class RaftBackendIT extends BackendContractTest {

    private final RecordedFaults faults = new RecordedFaults();

    @Override
    protected Backend start(Path data) throws Exception {
        var backend = RaftFixture.open(RaftFixture.options(1, data, 2, Map.of(1, RaftFixture.freeAddress())), faults);
        RaftFixture.await(
                "ready", Duration.ofSeconds(20), () -> backend.cluster().ready());
        return backend;
    }

    @AfterEach
    void hadNoFaults() {
        faults.assertNoBug();
        Assertions.assertEquals(List.of(), faults.storage());
    }
}
