package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.BackendContractTest;
import io.takhin.daemon.port.RecordedFaults;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;

/** The contract with records flushed before each answer. */
class DirectBackendAlwaysTest extends BackendContractTest {

    private final RecordedFaults faults = new RecordedFaults();

    @Override
    protected Backend start(Path data) throws Exception {
        return DirectFixture.start(data, new FlushPolicy.Always(), faults);
    }

    @AfterEach
    void hadNoFaults() {
        faults.assertNoBug();
        Assertions.assertEquals(List.of(), faults.storage());
    }
}
