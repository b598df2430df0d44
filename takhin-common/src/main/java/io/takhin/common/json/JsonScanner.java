package io.takhin.common.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The characters of a JSON text: spaces, texts, numbers, words. Fails at what is none of them, saying where. */
final class JsonScanner {

    /** How long a number may be written; a longer one is meant to cost time, not to say something. */
    private static final int NUMBER_LENGTH_MAX = 1000;

    private final byte[] json;
    private int position;
    private boolean whole;

    JsonScanner(byte[] json) {
        this.json = json;
    }

    boolean atEnd() {
        return position == json.length;
    }

    /** The byte that comes next, -1 at the end. */
    int first() {
        return position < json.length ? json[position] & 0xff : -1;
    }

    void skipSpace() {
        while (position < json.length && isSpace(json[position])) {
            position++;
        }
    }

    /** Takes this character if it comes next. */
    boolean take(char expected) {
        boolean there = first() == expected;
        if (there) {
            position++;
        }
        return there;
    }

    void expect(char expected) {
        if (!take(expected)) {
            throw wrong("'" + expected + "' expected");
        }
    }

    void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (first() != word.charAt(i)) {
                throw wrong(position == json.length ? "it ends too early" : "no value");
            }
            position++;
        }
    }

    /** A text behind its opening quote, up to its closing one. */
    String text() {
        int start = position;
        boolean ascii = true;
        while (position < json.length && json[position] != '"' && json[position] != '\\') {
            if (json[position] >= 0 && json[position] < ' ') {
                throw wrong("a control character in a text");
            }
            ascii &= json[position] >= 0;
            position++;
        }
        var plain = ascii
                ? new String(json, start, position - start, StandardCharsets.ISO_8859_1)
                : decoded(start, position);
        if (position == json.length) {
            throw wrong("a text without an end");
        }
        return json[position++] == '"' ? plain : escaped(plain);
    }

    /** The number that comes next, as it is written. */
    String number() {
        int start = position;
        take('-');
        if (!take('0')) {
            digits();
        }
        whole = true;
        if (take('.')) {
            whole = false;
            digits();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('-')) {
                take('+');
            }
            digits();
        }
        if (position - start > NUMBER_LENGTH_MAX) {
            throw wrong("a number of more than " + NUMBER_LENGTH_MAX + " digits");
        }
        int next = first();
        if (next >= 0 && !isSpace((byte) next) && next != ',' && next != ']' && next != '}') {
            throw wrong("no number");
        }
        return new String(json, start, position - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether the last number has neither fraction nor exponent. */
    boolean lastNumberIsWhole() {
        return whole;
    }

    JsonFormatException wrong(String what) {
        return new JsonFormatException("$", "no valid JSON: " + what + " at byte " + position);
    }

    private void digits() {
        int start = position;
        while (position < json.length && json[position] >= '0' && json[position] <= '9') {
            position++;
        }
        if (position == start) {
            throw wrong("no number");
        }
    }

    /** The rest of a text behind its first backslash. */
    private String escaped(String before) {
        var text = new StringBuilder(before);
        while (true) {
            text.append(escape());
            int start = position;
            while (position < json.length && json[position] != '"' && json[position] != '\\') {
                if (json[position] >= 0 && json[position] < ' ') {
                    throw wrong("a control character in a text");
                }
                position++;
            }
            text.append(decoded(start, position));
            if (position == json.length) {
                throw wrong("a text without an end");
            }
            if (json[position++] == '"') {
                return paired(text.toString());
            }
        }
    }

    private char escape() {
        int escape = first();
        position++;
        return switch (escape) {
            case '"', '\\', '/' -> (char) escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an unknown escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(Math.max(first(), 0), 16);
            if (digit < 0) {
                throw wrong("an escape without four digits");
            }
            value = value << 4 | digit;
            position++;
        }
        return (char) value;
    }

    private String paired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))
                    && !(Character.isHighSurrogate(text.charAt(i))
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(++i)))) {
                throw wrong("half a character");
            }
        }
        return text;
    }

    private String decoded(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("a text that is no UTF-8");
        }
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
