package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {

    @Test
    void takesAPasswordAsItStandsBehindTheFirstColon() {
        // When
        var users = UsersFile.parse("# staff\n\nalice:a b:c \nbob:#1\r\n");

        // Then
        assertEquals(Map.of("alice", "a b:c ", "bob", "#1"), users);
    }

    @ParameterizedTest
    @CsvSource({
        "'a:1\nsecret', line 2 is not NAME:PASSWORD",
        "':secret', line 1 is not NAME:PASSWORD",
        "'secret:', line 1 is not NAME:PASSWORD",
        "'a:1\na:secret', line 2 has a user that an earlier line has",
        "'# none', 'has no users, so nobody could log in'"
    })
    void saysWhichLineIsWrongAndNotWhatIsInIt(String text, String problem) {
        // When
        var refused = assertThrows(IllegalArgumentException.class, () -> UsersFile.parse(text));

        // Then
        assertEquals(problem, refused.getMessage());
    }

    @Test
    void boundsTheNumberOfUsers() {
        // Given
        var text =
                IntStream.rangeClosed(0, 1000).mapToObj(n -> "u" + n + ":p\n").collect(Collectors.joining());

        // When
        var refused = assertThrows(IllegalArgumentException.class, () -> UsersFile.parse(text));

        // Then
        assertEquals("has more than 1000 users", refused.getMessage());
    }
}
