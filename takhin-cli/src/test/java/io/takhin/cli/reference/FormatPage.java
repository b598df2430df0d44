package io.takhin.cli.reference;

import static io.takhin.cli.reference.Roff.bold;

import java.util.LinkedHashMap;
import java.util.Map;

/** takhin-format(7). */
final class FormatPage {

    /** Every field there is, with what it means. */
    static final Map<String, String> FIELDS = ordered(
            "%v", "The value.",
            "%k", "The key.",
            "%t", "The topic's name.",
            "%h", "The headers: NAME=VALUE with commas between, or as the braces say.",
            "%p", "The partition.",
            "%o", "The offset; produce reads it and does not use it.",
            "%d", "The time, in milliseconds since 1970-01-01 UTC.",
            "%V", "The value's length in bytes; -1 if it is null.",
            "%K", "The key's length in bytes; -1 if it is null.",
            "%T", "The length of the topic's name in bytes.",
            "%H", "How many headers there are.");

    /** Formats worth showing, with what they are for. */
    static final Map<String, String> EXAMPLES = ordered(
            "%v\\n", "A value per line. What produce and consume take without -f:",
            "%k\\t%v\\n", "A key, a tab and a value per line:",
            "%t:%p:%o %v\\n", "Where each record is, before its value; for reading, not for producing:",
            "%d %k{hex} %v{json}\\n",
                    "The time, the key in hex digits, the value as a JSON string, so that no line"
                            + " break in it breaks the line:",
            "%K{big32}%k%V{big32}%v",
                    "Binary: four bytes of length before the key and before the value, the highest" + " byte first:",
            "%v\\t%H%h{ %k=%v}\\n", "The value, then the number of headers and each header behind a blank:");

    private FormatPage() {}

    static String text() {
        var roff = new Roff("TAKHIN-FORMAT", 7);
        roff.name("takhin-format", "how records look that takhin reads and writes");
        roff.section("SYNOPSIS")
                .line(bold("takhin produce") + " \\fITOPIC\\fR " + bold("-f") + " \\fIFORMAT\\fR")
                .line(".br")
                .line(bold("takhin consume") + " \\fITOPIC\\fR " + bold("-f") + " \\fIFORMAT\\fR");
        roff.section("DESCRIPTION")
                .paragraph("A format says what one record looks like, and records stand behind each other without"
                        + " anything between. Fields begin with %; anything else stands for itself. The same language"
                        + " serves for reading and writing, so that what consume writes produce reads, as long as"
                        + " every field has an end.")
                .paragraph("Put formats into single quotes, so that the shell leaves them alone. \"takhin format check"
                        + " FORMAT\" tells what a format can be used for, without a server.")
                .paragraph("The word jsonl in place of a format is a line of JSON for each record, lossless whatever"
                        + " the record holds; see JSON LINES.");
        roff.section("FIELDS");
        FIELDS.forEach((field, meaning) -> roff.item(bold(field), meaning));
        roff.item(bold("%%"), "The character % itself.");
        escapes(roff);
        modifiers(roff);
        ends(roff);
        jsonLines(roff);
        roff.section("EXAMPLES");
        EXAMPLES.forEach((format, meaning) -> roff.paragraph(meaning).example("'" + format + "'"));
        roff.section("SEE ALSO")
                .line(bold("takhin-produce") + "(1),\n" + bold("takhin-consume") + "(1),\n"
                        + bold("takhin-format-check") + "(1)");
        return roff.toString();
    }

    private static void escapes(Roff roff) {
        roff.section("ESCAPES")
                .item(bold("\\n") + ", " + bold("\\t") + ", " + bold("\\r"), "A line feed, a tab, a carriage return.")
                .item(bold("\\0"), "A zero byte.")
                .item(bold("\\\\"), "A backslash.")
                .item(bold("\\xNN"), "The byte of these two hex digits.");
    }

    private static void modifiers(Roff roff) {
        roff.section("BRACES")
                .paragraph("Braces behind a field say how it is written.")
                .subsection("Bytes: %v, %k, %t")
                .item(bold("{hex}"), "Two hex digits a byte.")
                .item(bold("{base64}"), "Base64 with padding.")
                .item(bold("{json}"), "Written as a JSON string; any JSON value is read, and ends by itself.")
                .paragraph("Without braces bytes are as they are. A null is written like an empty one; %V and %K,"
                        + " and jsonl, tell them apart.")
                .subsection("Numbers: %p, %o, %d, %V, %K, %T, %H")
                .item(bold("{ascii}"), "Decimal digits, as without braces.")
                .item(
                        bold("{hex64}") + ", " + bold("{hex32}") + ", " + bold("{hex16}") + ", " + bold("{hex8}"),
                        "16, 8, 4 or 2 hex digits.")
                .item(
                        bold("{big64}") + ", " + bold("{big32}") + ", " + bold("{big16}") + ", " + bold("{big8}"),
                        "8, 4, 2 or 1 bytes, the highest first.")
                .item(
                        bold("{little64}") + ", " + bold("{little32}") + ", " + bold("{little16}") + ", "
                                + bold("{little8}"),
                        "8, 4, 2 or 1 bytes, the lowest first.")
                .subsection("Headers: %h")
                .paragraph("The braces hold a format for each header, in which %k is its name, %v its value, and %K"
                        + " and %V their lengths. To be read, it needs their number, %H, before it.");
    }

    private static void ends(Roff roff) {
        roff.section("WHERE A FIELD ENDS")
                .paragraph("produce must know where a field ends: at the text that stands behind it in the format, or"
                        + " by its length before it (%V before %v, %K before %k, %T before %t). A number in decimal"
                        + " digits ends before the first character that is no digit, and one of fixed width by"
                        + " itself.")
                .paragraph("If a format ends with something fixed, such as \\n, a record never reaches beyond that: a"
                        + " bad line is one bad record and does not swallow the next. \"takhin produce --on-error"
                        + " skip\" passes over it.");
    }

    private static void jsonLines(Roff roff) {
        roff.section("JSON LINES")
                .paragraph("\"takhin consume -o jsonl\" writes, and \"takhin produce -f jsonl\" reads, a line such as")
                .example("""
                    {"topic":"orders","partition":0,"offset":17,"timestamp":1769860800000,
                     "key":{"utf8":"k1"},"value":{"b64":"/w=="},
                     "headers":[{"key":"h","value":null}]}\
                    """)
                .paragraph("in one line. Bytes are {\"utf8\":TEXT}, {\"b64\":BASE64} if they are no text, or null."
                        + " Headers keep their order. \"takhin schema consume\" prints the JSON Schema.");
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
