package io.takhin.cli.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.fake.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsEveryCommandInThisForm(String form) throws IOException {
        for (var line : List.of(
                "topic create orders",
                "topic list",
                "topic describe orders",
                "topic alter orders --remove cleanup.policy --set retention.ms=86400000",
                "topic add-partitions orders --total 24",
                "topic trim orders --to end --yes",
                "topic delete orders payments --if-exists --yes")) {
            // Given
            var cli = new CliRun(Replies.topics());
            var words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("-o", form));

            // When
            var code = cli.run(words.toArray(String[]::new));

            // Then
            assertEquals(ExitCode.OK, code, cli.err());
            Golden.assertSame("topic/" + words.get(1) + "." + form, cli.out());
            assertEquals("", cli.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "create, --help",
        "list, --help",
        "describe, --help",
        "alter, --help",
        "add-partitions, --help",
        "trim, --help",
        "delete, -h"
    })
    void explainsEveryCommand(String verb, String help) throws IOException {
        // Given
        var cli = new CliRun(Replies.topics());

        // When
        var code = cli.run("topic", verb, help);

        // Then
        assertEquals(ExitCode.OK, code);
        Golden.assertSame("help/topic-" + verb + ".txt", cli.out());
    }
}
