package io.takhin.cli.reference;

import java.util.regex.Pattern;

/** A man page under construction, in the macros of man(7). */
final class Roff {

    /** Options where they stand in a sentence. */
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]*|-[a-zA-Z])(?![\\w-])");

    private final StringBuilder text = new StringBuilder();

    Roff(String name, int section) {
        text.append(".\\\" Generated from the program; ")
                .append(GeneratedFilesTest.COMMAND)
                .append('\n');
        text.append(".TH \"").append(name).append("\" ").append(section).append(" \"\" takhin \"takhin manual\"\n");
        text.append(".\\\" Neither hyphens nor wide gaps: names and options are copied from here.\n.nh\n.ad l\n");
    }

    Roff section(String title) {
        return line(".SH " + title);
    }

    Roff subsection(String title) {
        return line(".SS \"" + escaped(title) + "\"");
    }

    /** The page's name and what it is about. */
    Roff name(String name, String summary) {
        return section("NAME").line(escaped(name) + " \\- " + escaped(summary));
    }

    /** A paragraph, in which options stand out. */
    Roff paragraph(String prose) {
        return line(".PP").line(prose(prose));
    }

    /** A term and what it means. */
    Roff item(String markedUp, String prose) {
        return line(".TP").line(markedUp).line(prose(prose));
    }

    /** One more paragraph below a term. */
    Roff more(String prose) {
        return line(".IP").line(prose(prose));
    }

    /** Lines as they are. */
    Roff example(String lines) {
        line(".PP").line(".RS 4").line(".EX");
        lines.lines().map(Roff::guarded).forEach(this::line);
        return line(".EE").line(".RE");
    }

    Roff line(String roff) {
        text.append(roff).append('\n');
        return this;
    }

    static String bold(String plain) {
        return "\\fB" + escaped(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + escaped(plain) + "\\fR";
    }

    static String prose(String plain) {
        return guard(OPTION.matcher(escaped(plain).replace("\\-", "-"))
                .replaceAll(match -> "\\\\fB" + match.group().replace("\\", "\\\\") + "\\\\fR")
                .replace("-", "\\-"));
    }

    /** Characters that roff would turn into others, or obey. */
    static String escaped(String plain) {
        return plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("`", "\\(ga");
    }

    private static String guarded(String plain) {
        return guard(escaped(plain));
    }

    /** A line must not begin like a request. */
    private static String guard(String roff) {
        return roff.startsWith(".") ? "\\&" + roff : roff;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
