package io.takhin.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Option;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.fake.Replies;
import io.takhin.common.admin.topic.TopicCreate;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic cre orders|unknown command \"cre\"; did you mean create? see: takhin topic --help",
                "topicc list|unknown command \"topicc\"; did you mean topic? see: takhin --help",
                "xyzzy|unknown command \"xyzzy\"; see: takhin --help",
                "topic list --int|unknown option --int; did you mean --internal? see: takhin topic list --help",
                "topic list --boot=a:1|unknown option --boot; did you mean --bootstrap? see: takhin topic list --help",
                "topic list orders|unexpected argument \"orders\"; see: takhin topic list --help",
                "topic|\"takhin topic\" needs a command: create, list, describe, alter, add-partitions, trim, delete;"
                        + " see: takhin topic --help",
                "topic create|TOPIC is missing; see: takhin topic create --help",
                "topic create a b|unexpected argument \"b\"; see: takhin topic create --help",
                "topic create a/b|TOPIC: topic name \"a/b\": only letters, digits, '.', '_' and '-' are allowed",
                "topic create a --partitions|--partitions needs a value: N; see: takhin topic create --help",
                "topic create a -p 0|--partitions: \"0\" is no whole number from 1 on",
                "topic create a -p 1 -p 2|--partitions is given more than once; see: takhin topic create --help",
                "topic create a -c x|--config: \"x\" is no NAME=VALUE",
                "topic create a -c x=1 -c x=2|--config: x is given more than once",
                "topic alter a|nothing to change: give --set NAME=VALUE or --remove NAME",
                "topic alter a --set x=1 --remove x|config x is named more than once",
                "topic add-partitions a|--total: a value is needed: N",
                "topic trim a --to middle|--to: \"middle\" is no place in a log: write start, end, N, -N or @TIME (ms"
                        + " since the epoch, or 2026-01-31T12:00:00Z)",
                "topic list --timeout 5|--timeout: \"5\" is no time: write a number and its unit, as 250ms, 30s, 5m,"
                        + " 2h or 7d",
                "topic list --timeout 0s|--timeout: must be longer than 0",
                "topic list --bootstrap here|--bootstrap: \"here\" is no HOST:PORT",
                "topic list --bootstrap a:99999|--bootstrap: \"a:99999\" is no HOST:PORT: the port must be 0 to 65535",
                "topic list -o xml|--output: \"xml\" is none of table, wide, json, jsonl, yaml, name",
                "wait forever|CONDITION: \"forever\" is no condition: write ready, leader, members=N, in-sync,"
                        + " topic=NAME, caught-up=ID",
                "produce t -f %k%v|--format: %k has no end: put a separator behind it, or its length (%K) before it",
                "produce t -p 1 --keep-partition|--partition and the records' own partitions exclude each other",
                "consume t --to start|--to: \"start\" is no place to stop at",
            })
    void saysWhatIsWrongAndWhatWouldBeRight(String line, String problem) {
        // Given
        var client = Replies.topics();
        var cli = new CliRun(client);

        // When
        var code = cli.run(line.split(" "));

        // Then
        assertEquals("takhin: " + problem + "\n", cli.err());
        assertEquals(ExitCode.USAGE, code);
        assertEquals("", cli.out());
        assertEquals(List.of(), client.requests());
    }

    @Test
    void takesGlobalOptionsBeforeAndBehindTheCommand() {
        // Given
        var before = new CliRun(Replies.topics());
        var behind = new CliRun(Replies.topics());

        // When
        before.run("-o", "name", "topic", "list");
        behind.run("topic", "list", "--output=name");

        // Then
        assertEquals("orders\npayments\n", before.out());
        assertEquals("orders\npayments\n", behind.out());
    }

    @Test
    void prefersAFlagToTheEnvironmentAndThatToTheDefault() {
        // Given
        var byDefault = new CliRun(Replies.topics());
        var byEnvironment = new CliRun(Replies.topics()).env("TAKHIN_BOOTSTRAP", "a:1,b:2");
        var byFlag = new CliRun(Replies.topics()).env("TAKHIN_BOOTSTRAP", "a:1,b:2");

        // When
        byDefault.run("topic", "list");
        byEnvironment.run("topic", "list");
        byFlag.run("topic", "list", "--bootstrap", "[::1]:7070");

        // Then
        assertEquals(List.of(List.of("127.0.0.1:7070")), byDefault.opened());
        assertEquals(List.of(List.of("a:1", "b:2")), byEnvironment.opened());
        assertEquals(List.of(List.of("[::1]:7070")), byFlag.opened());
    }

    @Test
    void readsEveryGlobalOptionFromItsVariable() {
        // Given
        var client = Replies.topics();
        var cli = new CliRun(client)
                .env("TAKHIN_OUTPUT", "name")
                .env("TAKHIN_TIMEOUT", "5m")
                .env("TAKHIN_YES", "true");

        // When
        var code = cli.run("topic", "delete", "orders");

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        assertEquals("orders\n", cli.out());
        assertEquals(List.of(Duration.ofMinutes(5)), client.timeouts());
    }

    @Test
    void namesTheVariableThatIsWrong() {
        // Given
        var cli = new CliRun(Replies.topics()).env("TAKHIN_YES", "perhaps");

        // When
        var code = cli.run("topic", "list");

        // Then
        assertEquals(ExitCode.USAGE, code);
        assertEquals("takhin: TAKHIN_YES: \"perhaps\" is neither true nor false\n", cli.err());
    }

    @Test
    void sendsWhatWasAskedFor() {
        // Given
        var client = Replies.topics();
        var cli = new CliRun(client);

        // When
        cli.run("topic", "create", "orders", "-p", "12", "-r", "3", "-c", "a=b=c", "--if-not-exists", "--dry-run");

        // Then
        assertEquals(
                List.of(new TopicCreate.Request("orders", 12, 3, Map.of("a", "b=c"), true, false, true)),
                client.requests());
    }

    @Test
    void coloursOnlyWhereItIsWantedAndNeverInJson() {
        // Given
        var terminal = new CliRun(Replies.topics()).onTerminal();
        var noColor = new CliRun(Replies.topics()).onTerminal().env("NO_COLOR", "1");
        var forced = new CliRun(Replies.topics()).env("CLICOLOR_FORCE", "1");
        var flagged = new CliRun(Replies.topics()).env("NO_COLOR", "1");
        var json = new CliRun(Replies.topics()).onTerminal();

        // When
        terminal.run("topic", "list");
        noColor.run("topic", "list");
        forced.run("topic", "list");
        flagged.run("topic", "list", "--color", "always");
        json.run("topic", "list", "-o", "json", "--color", "always");

        // Then
        assertTrue(terminal.out().contains("\u001b["));
        assertTrue(!noColor.out().contains("\u001b["));
        assertTrue(forced.out().contains("\u001b["));
        assertTrue(flagged.out().contains("\u001b["));
        assertTrue(!json.out().contains("\u001b["));
    }

    @Test
    void explainsItselfAndItsGroups() throws IOException {
        // Given
        var bare = new CliRun(new FakeAdminClient());
        var program = new CliRun(new FakeAdminClient());
        var group = new CliRun(new FakeAdminClient());

        // When
        bare.run();
        program.run("--help");
        group.run("topic", "--help");

        // Then
        Golden.assertSame("help/takhin.txt", program.out());
        Golden.assertSame("help/topic.txt", group.out());
        assertEquals(program.out(), bare.out());
    }

    @Test
    void documentsEveryCommandTheSameWay() throws IOException {
        var catalogue = Commands.all(endpoints -> new FakeAdminClient(), () -> {});
        for (var entry : catalogue.entries()) {
            // Given
            var description = catalogue.command(entry).description();

            // When
            var cli = new CliRun(new FakeAdminClient());
            var words = (entry.name() + " --help").split(" ");
            var code = cli.run(words);

            // Then
            assertEquals(ExitCode.OK, code);
            Golden.assertSame("help/" + entry.name().replace(' ', '-') + ".txt", cli.out());
            assertEquals(entry.name(), description.name());
            assertTrue(
                    cli.out().lines().allMatch(line -> line.length() <= 80 || line.startsWith("  takhin")), cli.out());
            var names = new HashSet<String>();
            description.options().stream()
                    .map(Option::names)
                    .forEach(list -> list.forEach(
                            name -> assertTrue(names.add(name), entry.name() + " has " + name + " twice")));
        }
    }

    @Test
    void printsASchemaOfEveryDocument() throws IOException {
        var catalogue = Commands.all(endpoints -> new FakeAdminClient(), () -> {});
        for (var entry : catalogue.entries()) {
            if (catalogue.command(entry).description().output().isPresent()) {
                // Given
                var cli = new CliRun(new FakeAdminClient());

                // When
                var code = cli.run(("schema " + entry.name()).split(" "));

                // Then
                assertEquals(ExitCode.OK, code);
                Golden.assertSame("schema/" + entry.name().replace(' ', '-') + ".json", cli.out());
            }
        }
    }
}
