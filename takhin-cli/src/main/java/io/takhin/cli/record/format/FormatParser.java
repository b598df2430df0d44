package io.takhin.cli.record.format;

import io.takhin.cli.record.data.ByteSink;
import io.takhin.cli.record.format.Part.Content;
import io.takhin.cli.record.format.Part.Encoding;
import io.takhin.cli.record.format.Part.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the format language. */
final class FormatParser {

    private static final String FIELDS = "%t %k %v %h %p %o %d, and the lengths %T %K %V %H";

    private final String text;
    private final boolean nested;
    private final List<Part> parts = new ArrayList<>();
    private final ByteSink literal = new ByteSink(16);
    private int at;

    FormatParser(String text, boolean nested) {
        this.text = text;
        this.nested = nested;
    }

    Format parse() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%') {
                field();
            } else if (c == '\\') {
                escape();
            } else {
                int length = Character.charCount(text.codePointAt(at));
                literal.putText(text.substring(at, at + length));
                at += length;
            }
        }
        endLiteral();
        return new Format(text, List.copyOf(parts));
    }

    private void field() {
        int start = at;
        at++;
        if (at == text.length()) {
            throw bad(start, "% at the end; write %% for the character itself");
        }
        char letter = text.charAt(at++);
        if (letter == '%') {
            literal.put('%');
            return;
        }
        endLiteral();
        var modifier = modifier(start);
        parts.add(part(letter, modifier, start));
    }

    private Part part(char letter, Optional<String> modifier, int start) {
        for (var content : Content.values()) {
            if (content.letter() == letter && !(nested && content == Content.TOPIC)) {
                return new Part.Bytes(content, encoding(letter, modifier, start));
            }
        }
        for (var quantity : Quantity.values()) {
            boolean ofHeader = quantity == Quantity.KEY_LENGTH || quantity == Quantity.VALUE_LENGTH;
            if (quantity.letter() == letter && (ofHeader || !nested)) {
                return new Part.Numeral(quantity, numberForm(letter, modifier, start));
            }
        }
        if (letter == 'h' && !nested) {
            return new Part.Headers(modifier.map(each -> new FormatParser(each, true).parse()));
        }
        throw bad(
                start,
                "there is no field \"%" + letter + "\"" + (nested ? " of a header" : "") + "; there are "
                        + (nested ? "%k %v %K %V" : FIELDS));
    }

    private Encoding encoding(char letter, Optional<String> modifier, int start) {
        return switch (modifier.orElse("")) {
            case "" -> Encoding.RAW;
            case "hex" -> Encoding.HEX;
            case "base64" -> Encoding.BASE64;
            case "json" -> Encoding.JSON;
            default ->
                throw bad(start, "\"%" + letter + "\" takes {hex}, {base64} or {json}, not {" + modifier.get() + "}");
        };
    }

    private NumberForm numberForm(char letter, Optional<String> modifier, int start) {
        if (modifier.isEmpty()) {
            return NumberForm.ASCII;
        }
        return NumberForm.named(modifier.get())
                .orElseThrow(() -> bad(
                        start,
                        "\"%" + letter + "\" takes {ascii}, {hex64} to {hex8}, {big64} to {big8} or {little64} to"
                                + " {little8}, not {" + modifier.get() + "}"));
    }

    /** What stands in the braces behind a field, where there are any. */
    private Optional<String> modifier(int start) {
        if (at == text.length() || text.charAt(at) != '{') {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                var inside = text.substring(at + 1, i);
                at = i + 1;
                return Optional.of(inside);
            }
        }
        throw bad(start, "the brace is not closed");
    }

    private void escape() {
        int start = at;
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        at += 2;
        switch (c) {
            case 'n' -> literal.put('\n');
            case 't' -> literal.put('\t');
            case 'r' -> literal.put('\r');
            case '0' -> literal.put(0);
            case '\\' -> literal.put('\\');
            case 'x' -> {
                var digits = text.substring(Math.min(at, text.length()), Math.min(at + 2, text.length()));
                if (digits.length() < 2 || !digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
                    throw bad(start, "\\x takes two hex digits");
                }
                literal.put(Integer.parseInt(digits, 16));
                at += 2;
            }
            default -> throw bad(start, "unknown escape; there are \\n \\t \\r \\0 \\\\ and \\xNN");
        }
    }

    private void endLiteral() {
        if (literal.size() > 0) {
            parts.add(new Part.Literal(literal.toByteArray()));
            literal.clear();
        }
    }

    private static IllegalArgumentException bad(int position, String problem) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "character %d of the format: %s", position + 1, problem));
    }
}
