package io.takhin.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.console.Style;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.Golden;
import io.takhin.cli.output.Glyphs;
import io.takhin.cli.top.TopView.ConsumerLag;
import io.takhin.cli.top.TopView.Group;
import io.takhin.cli.top.TopView.Node;
import io.takhin.cli.top.TopView.Topic;
import io.takhin.cli.top.TopView.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    private static final Settings SETTINGS = Settings.first(SortKey.IN, "", Duration.ofSeconds(2));
    private static final Screen PLAIN = new Screen(Style.PLAIN, Glyphs.UNICODE);
    private static final Screen COLORED = new Screen(new Style(true), Glyphs.UNICODE);

    private static Traffic traffic(double scale) {
        return new Traffic(
                12_345_678 * scale, 24_000_000 * scale, 48_200 * scale, 900, 1151, 2047, 8191, 20_479, 40_959);
    }

    private static Node node(String id, double scale, long lag) {
        return new Node(
                id,
                "10.0.0." + id + ":7070",
                true,
                null,
                true,
                4,
                lag,
                traffic(scale),
                3,
                25,
                38,
                320_000_000,
                512_000_000,
                3_500_000_000L,
                40_000_000_000L,
                100_000_000_000L,
                3 * 3_600_000L,
                "0.1.0-SNAPSHOT");
    }

    private static Node down(String id) {
        return new Node(
                id,
                "10.0.0." + id + ":7070",
                false,
                "connection refused",
                false,
                0,
                250L,
                new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "");
    }

    private static TopView view(double scale, int topics) {
        var list = new ArrayList<Topic>();
        list.add(new Topic("__consumer_offsets", 50, 900 * scale, 0, 12, 24, 0, 80_000, null));
        for (int i = 1; i <= topics; i++) {
            var name = i == 2 ? "payments.settled.by-region.v2.dead-letters-of-the-europe-west-cluster" : "orders-" + i;
            list.add(new Topic(
                    name,
                    6 + i,
                    9_000_000 * scale / i,
                    18_000_000 * scale / i,
                    40_000 * scale / i,
                    120,
                    i == 3 ? 2.5 : 0,
                    3_500_000_000L / i,
                    i == 1 ? 15_000L : null));
        }
        return new TopView(
                "Fh3kS9vQTl2bXn0w",
                "1",
                true,
                CliRun.NOW_MS,
                2000,
                traffic(scale),
                List.of(node("1", scale * 0.6, 0), node("2", scale * 0.4, 12), down("3")),
                list,
                0,
                List.of(new Group("metadata", "1", 3, 420, 0, 0), new Group("data-0", "2", 5, 991_000, 2, 250)),
                List.of(new ConsumerLag("billing", "orders-1", 15_000)));
    }

    private static Screen.Content content(Settings settings, String problem) {
        var history = new History();
        for (int i = 0; i < 50; i++) {
            history.add(view(1 + Math.sin(i / 4.0), 8));
        }
        return new Screen.Content(Optional.of(view(1, 8)), problem, history, settings);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "140, 40", "60, 12"})
    void fitsTheScreen(int width, int height) throws IOException {
        // When
        var lines = PLAIN.lines(content(SETTINGS, ""), width, height);

        // Then
        assertEquals(height, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.codePointCount(0, line.length()) <= width), text(lines));
        Golden.assertSame("top/screen-" + width + "x" + height + ".txt", text(lines));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "9, 3", "20, 4", "300, 100"})
    void drawsOnScreensOfAnySize(int width, int height) {
        // When
        var lines = PLAIN.lines(content(SETTINGS, ""), width, height);

        // Then
        assertEquals(height, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.codePointCount(0, line.length()) <= width), text(lines));
    }

    @Test
    void saysTheSameWithColoursAsWithout() {
        // When
        var colored = text(COLORED.lines(content(SETTINGS, ""), 100, 30));

        // Then
        assertTrue(colored.contains("\u001b["), colored);
        assertEquals(text(PLAIN.lines(content(SETTINGS, ""), 100, 30)), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void drawsWithLettersWhereThereIsNoUnicode() {
        // When
        var lines = text(new Screen(Style.PLAIN, Glyphs.ASCII).lines(content(SETTINGS, ""), 100, 30));

        // Then
        assertTrue(lines.chars().allMatch(c -> c < 0x80), lines);
    }

    @Test
    void tellsWhatIsWrongAndKeepsTheLastView() {
        // When
        var lines = text(PLAIN.lines(content(SETTINGS, "no endpoint reachable: 127.0.0.1:7070"), 80, 24));

        // Then
        assertTrue(lines.contains("\nno endpoint reachable: 127.0.0.1:7070\n"), lines);
        assertTrue(lines.contains("orders-1"), lines);
    }

    @Test
    void explainsItsKeys() throws IOException {
        // When
        var lines = PLAIN.lines(content(SETTINGS.helping(true), ""), 80, 24);

        // Then
        Golden.assertSame("top/help.txt", text(lines));
    }

    @Test
    void showsTheFilterWhileItIsTyped() {
        // When
        var lines = PLAIN.lines(content(SETTINGS.filtered("pay", true), ""), 80, 24);

        // Then
        assertTrue(lines.getLast().startsWith("/pay_"), text(lines));
        assertTrue(!text(lines).contains("orders-1 "), text(lines));
    }

    @Test
    void waitsForTheFirstReading() {
        // When
        var lines = PLAIN.lines(new Screen.Content(Optional.empty(), "", new History(), SETTINGS), 80, 24);

        // Then
        assertTrue(text(lines).contains("asking the nodes ..."), text(lines));
    }
}
