package io.takhin.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.console.Style;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.output.Renderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckDiskTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1h, 1B, 1MiB, OK", "1h, 1000TiB, 1MiB, CONDITION_FALSE", "1h, 1B, 1000TiB, REFUSED"})
    void judgesAndLeavesNothingBehind(String p99, String minWrite, String size, ExitCode expected) throws IOException {
        // Given
        var cli = new CliRun(new FakeAdminClient());

        // When
        var code = cli.run(
                "check",
                "disk",
                "--data-dir",
                folder.toString(),
                "--duration",
                "200ms",
                "--p99",
                p99,
                "--min-write",
                minWrite,
                "--size",
                size,
                "-o",
                "json");

        // Then
        assertEquals(expected, code, cli.err());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void doesNotFindAFolderThatIsNotThere() {
        // Given
        var cli = new CliRun(new FakeAdminClient());

        // When
        var code =
                cli.run("check", "disk", "--data-dir", folder.resolve("absent").toString());

        // Then
        assertEquals(ExitCode.NOT_FOUND, code);
        assertTrue(cli.err().startsWith("takhin: there is no folder "), cli.err());
    }

    @ParameterizedTest
    @EnumSource(OutputForm.class)
    void printsItsResultInThisForm(OutputForm form) throws IOException {
        // Given
        var result = new CheckDiskCommand.Result(
                true,
                List.of(),
                "/var/lib/takhin",
                "ext4",
                268_435_456,
                412_345_678.5,
                52_428_800,
                new Percentiles(4321, 310, 480, 900, 2400, 8100, 12_345),
                25_000);
        var out = new ByteArrayOutputStream();

        // When
        new Renderer(out, Style.PLAIN).print(form, CheckDiskCommand.VIEW, result);

        // Then
        Golden.assertSame("check/disk." + form.name().toLowerCase(Locale.ROOT), out.toString(StandardCharsets.UTF_8));
    }
}
