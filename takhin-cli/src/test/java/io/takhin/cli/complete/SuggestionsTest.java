package io.takhin.cli.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.Completes;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.run.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private final Suggestions suggestions = new Suggestions(
            Commands.all(globals -> new FakeAdminClient(), () -> {}),
            (kind, begun) -> (kind == Completes.Kind.TOPIC ? List.of("orders", "payments") : List.<String>of())
                    .stream().filter(name -> name.startsWith(begun)).toList());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "topi|topic",
                "topic d|describe delete",
                "topic describe |orders payments",
                "topic describe orders |''",
                "topic delete orders p|payments",
                "topic list --int|--internal",
                "topic list -o js|json jsonl",
                "topic list --output=js|--output=json --output=jsonl",
                "-o json topic describe o|orders",
                "schema topic al|alter",
                "wait top|topic=",
            })
    void offersWhatTheScriptsOffer(String line, String expected) {
        // Given
        var words = new ArrayList<>(List.of(line.split(" ", -1)));
        var begun = words.removeLast();

        // When
        var offers = suggestions.of(words, begun);

        // Then
        assertEquals(expected, offers.stream().map(Suggestions.Offer::text).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "topic list, false, -1",
        "topci list, false, 0",
        "topic lst, false, 1",
        "topic li, true, -1",
        "topic lx, true, 1",
        "topic list --outptu json, false, 2",
        "topic list --outp, true, -1",
        "topic list -o nonsense, false, -1",
        "topic describe orders more, false, 3",
        "topic delete a b c, false, -1",
    })
    void findsTheFirstWordThatCanNotBe(String line, boolean typed, int expected) {
        assertEquals(
                expected,
                suggestions.firstWrong(List.of(line.split(" ")), typed).orElse(-1));
    }
}
