package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.BackendContractTest;
import io.takhin.daemon.port.RecordedFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;

/** The contract with records flushed in the background. */
class DirectBackendIntervalTest extends BackendContractTest {

    private final RecordedFaults faults = new RecordedFaults();

    @Override
    protected Backend start(Path data) throws Exception {
        return DirectFixture.start(data, new FlushPolicy.Interval(Duration.ofMillis(20)), faults);
    }

    @AfterEach
    void hadNoFaults() {
        faults.assertNoBug();
        Assertions.assertEquals(List.of(), faults.storage());
    }
}
