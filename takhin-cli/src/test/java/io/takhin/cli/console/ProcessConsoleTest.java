package io.takhin.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;
import uk.org.webcompere.systemstubs.jupiter.SystemStub;
import uk.org.webcompere.systemstubs.jupiter.SystemStubsExtension;

@ExtendWith(SystemStubsExtension.class)
class ProcessConsoleTest {

    @SystemStub
    private EnvironmentVariables environment;

    @Test
    void seesTheEnvironmentOfTheProcess() {
        // Given
        environment.set("TAKHIN_OUTPUT", "yaml");

        // When
        var console = ProcessConsole.open();

        // Then
        assertEquals("yaml", console.env().get("TAKHIN_OUTPUT"));
    }

    @Test
    void asksNobodyWhereNoTerminalIs() {
        // When
        var console = ProcessConsole.open();

        // Then
        assertFalse(console.canAsk());
    }
}
