package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.cluster.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFaultsTest {

    @TempDir
    Path folder;

    @Test
    void tellsTheFirstFailureOfTheDiskInTheHealth() {
        // Given
        var faults = new NodeFaults(folder, 1);

        // When
        faults.storageFailed("log orders-0", new IOException("input/output error"));
        faults.storageFailed("log orders-1", new IOException("input/output error"));

        // Then
        assertEquals(
                List.of(new Health.Reason("storage-failed", "log orders-0: input/output error")), faults.reasons());
    }

    @Test
    void tellsThatTheDiskIsFullUpToTheReserve() {
        // When
        var reasons = new NodeFaults(folder, Long.MAX_VALUE).reasons();

        // Then
        assertEquals("storage-full", reasons.getFirst().code());
    }

    @Test
    void endsTheProcessAfterAFatalFault() throws InterruptedException {
        // Given
        var faults = new NodeFaults(folder, 1);

        // When
        faults.fatal("apply", new IllegalStateException("no such state"));
        faults.awaitFatal();

        // Then
        assertTrue(faults.reasons().isEmpty());
    }
}
