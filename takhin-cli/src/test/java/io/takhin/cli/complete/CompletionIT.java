package io.takhin.cli.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Replies;
import io.takhin.cli.fake.Tool;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.ContextFile;
import io.takhin.cli.user.Contexts;
import io.takhin.cli.user.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in the shells they are for, with names that commands wrote. */
class CompletionIT {

    private static final Path SCRIPTS = Path.of("..", "completions").toAbsolutePath();

    /** Hands a line to the completion function as bash does: words split at its word breaks too. */
    private static final String ASK_BASH = """
        . "$1/takhin.bash"
        PATH=/nonexistent
        COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=() word=
        for ((i = 0; i < ${#2}; i++)); do
          c=${2:i:1}
          case $c in
            ' ' | '=' | ':' | '@')
              [[ -z $word ]] || COMP_WORDS+=("$word")
              [[ $c == ' ' ]] || COMP_WORDS+=("$c")
              word= ;;
            *) word+=$c ;;
          esac
        done
        [[ -z $word && $c != ' ' ]] || COMP_WORDS+=("$word")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _takhin
        echo "${COMPREPLY[*]}"
        """;

    @TempDir
    private Path home;

    @BeforeEach
    void setUp() {
        ContextFile.of(new UserFolders(Map.of("HOME", home.toString())))
                .write(Contexts.NONE
                        .with(new Context("prod", "prod:1", true))
                        .with(new Context("dev", "dev:1", false)));
        for (var words : List.of("topic list", "topic create invoices --context dev")) {
            var cli = new CliRun(Replies.topics()).env("HOME", home.toString());
            assertEquals(ExitCode.OK, cli.run(words.split(" ")), cli.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "takhin topi|topic",
                "takhin topic d|describe delete",
                "takhin topic describe |orders payments",
                "takhin topic describe or|orders",
                "takhin topic delete orders p|payments",
                "takhin topic describe orders |''",
                "takhin topic delete --if|--if-exists",
                "takhin topic list -o js|json jsonl",
                "takhin topic list --output=js|json jsonl",
                "takhin --context |dev prod",
                "takhin --context dev topic describe |orders",
                "takhin topic describe --context=prod |''",
                "takhin --bootstrap 127.0.0.1:7070 topic describe p|payments",
                "takhin --bootstrap other:1 topic describe p|''",
                "takhin consume --from @5 or|orders",
                "takhin schema topic al|alter",
                "takhin wait top|topic=",
                "takhin produce orders --compression gz|gzip",
                "takhin nonsense |''",
            })
    void offersWhatFitsInBashWithoutStartingAnything(String line, String expected)
            throws IOException, InterruptedException {
        // Given
        var bash = new Tool("bash", "--norc", "-c", ASK_BASH, "bash", SCRIPTS.toString(), line).home(home);

        // When
        var result = bash.run("");

        // Then
        assertEquals(expected + "\n", result.out());
        assertEquals("", result.err());
    }

    @Test
    void completesAtTabInAnInteractiveBash() throws IOException, InterruptedException {
        // Given
        assumeTrue(Tool.isThere("script"), "script (package bsdutils) is needed for a pseudo terminal");
        var bash = new Tool("script", "-qec", "bash --norc --noprofile -i", "/dev/null").home(home);

        // When
        var result = bash.run("bind 'set bell-style none'; takhin() { printf '<%s>' \"$@\"; }; . " + SCRIPTS
                + "/takhin.bash\n"
                + "takhin topic descr\tor\t--outp\tjs\t\u0001\u000b" // typed, completed, and the line thrown away
                + "takhin topic describe pay\t-o ya\t\n"
                + "exit\n");

        // Then
        assertTrue(result.out().contains("<topic><describe><payments><-o><yaml>"), result.out());
    }

    @Test
    void saysNothingWhereThereAreNoNames() throws IOException, InterruptedException {
        // Given
        var nowhere = home.resolve("nowhere");
        var bash = new Tool("bash", "--norc", "-c", ASK_BASH, "bash", SCRIPTS.toString(), "takhin topic describe o")
                .home(nowhere);

        // When
        var result = bash.run("");

        // Then
        assertEquals("\n", result.out());
        assertEquals("", result.err());
    }

    @Test
    void startsNoProcessToCompleteInBash() throws IOException {
        var script = Files.readString(SCRIPTS.resolve("takhin.bash"));
        var code = script.lines().filter(line -> !line.startsWith("#")).toList();
        for (var line : code) {
            assertFalse(line.replace("$((", "").contains("$("), line);
            assertFalse(line.contains("`") || line.contains("<(") || line.contains(" & "), line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void isValidInItsShell(String shell) throws IOException, InterruptedException {
        // Given
        assumeTrue(Tool.isThere(shell), shell + " is not installed");

        // When
        var result = new Tool(shell, "-n", SCRIPTS.resolve("takhin." + shell).toString())
                .home(home)
                .run("");

        // Then
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "takhin topic describe or|orders",
                "takhin topic list --output=y|--output=yaml",
                "takhin --context dev topic describe |orders",
                "takhin topic describe --context=prod |''",
                "takhin schema topic al|alter",
            })
    void offersWhatFitsInFish(String line, String expected) throws IOException, InterruptedException {
        // Given
        assumeTrue(Tool.isThere("fish"), "fish is not installed");
        var fish = new Tool(
                        "fish",
                        "--no-config",
                        "-c",
                        "source $argv[1]/takhin.fish; complete -C $argv[2]",
                        SCRIPTS.toString(),
                        line)
                .home(home);

        // When
        var result = fish.run("");

        // Then
        assertEquals(
                expected,
                result.out()
                        .lines()
                        .map(offer -> offer.replaceFirst("\t.*", ""))
                        .reduce("", String::concat));
        assertEquals("", result.err());
    }
}
