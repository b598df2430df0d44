package io.takhin.common.admin.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {

    @Test
    void readsNamesAddressesAndLists() {
        // When
        var endpoints = Endpoint.parseList("localhost:1, 127.0.0.1:65535,[::1]:7070");

        // Then
        assertEquals(
                List.of(new Endpoint("localhost", 1), new Endpoint("127.0.0.1", 65_535), new Endpoint("::1", 7070)),
                endpoints);
        assertEquals("[::1]:7070", endpoints.getLast().toString());
    }

    @Test
    void refusesWhatIsNoEndpoint() {
        for (var text : List.of(
                "",
                "host",
                "host:",
                ":1",
                "host:0",
                "host:65536",
                "host:99999999999999",
                "host:x",
                "::1:70",
                "a:1,",
                "[]:1")) {
            var refused = assertThrows(TakhinException.class, () -> Endpoint.parseList(text), text);
            assertEquals(ErrorCode.USAGE, refused.error().code());
        }
    }
}
