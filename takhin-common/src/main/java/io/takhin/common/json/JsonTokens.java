package io.takhin.common.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON text (RFC 8259), in order. Whatever is no valid JSON, has a member twice, or is nested deeper
 * than {@value #DEPTH_MAX}, is refused with a {@link JsonFormatException}.
 *
 * <p>It stands in for Jackson's parser alone, whose base class holds decimals of unlimited size: the JDK's class for
 * these takes 24 ms to set itself up, a quarter of a client's start. A test compares both.
 */
final class JsonTokens {

    static final int DEPTH_MAX = 64;

    /** What a token is; {@code word} is how messages call it. */
    enum Token {
        OBJECT("{"),
        OBJECT_END("}"),
        LIST("["),
        LIST_END("]"),
        NAME("a member's name"),
        TEXT("text"),
        INTEGER("a number"),
        FRACTION("a number"),
        TRUE("true"),
        FALSE("false"),
        NULL("null"),
        END("nothing");

        private final String word;

        Token(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final JsonScanner scanner;

    /** What is around the next token: an object's names so far, null for a list. */
    private final List<@Nullable Set<String>> around = new ArrayList<>();

    private Token current = Token.END;
    private boolean begun;
    /** Whether the container around the next token has had a member or element. */
    private boolean filled;
    /** The name, text or number that the current token is. */
    private String content = "";

    JsonTokens(byte[] json) {
        this.scanner = new JsonScanner(json);
    }

    /** The token of the last call of {@link #next}. */
    Token current() {
        return current;
    }

    /** What the current name, text or number is, unescaped. */
    String content() {
        return content;
    }

    /** Goes on to the next token: {@link Token#END} behind the one value of the text. */
    Token next() {
        current = advance();
        return current;
    }

    /** From the beginning of an object or list to its end; from another token, nowhere. */
    void skipChildren() {
        if (current == Token.OBJECT || current == Token.LIST) {
            int depth = around.size() - 1;
            do {
                next();
            } while (around.size() > depth);
        }
    }

    private Token advance() {
        scanner.skipSpace();
        if (around.isEmpty()) {
            return outermost();
        }
        if (current == Token.NAME) {
            scanner.expect(':');
            scanner.skipSpace();
            return value();
        }
        var names = around.getLast();
        return names == null ? element() : member(names);
    }

    private Token outermost() {
        if (!scanner.atEnd()) {
            if (begun) {
                throw new JsonFormatException("$", "there is more text behind the value");
            }
            begun = true;
            return value();
        }
        return Token.END;
    }

    private Token element() {
        if (scanner.take(']')) {
            return leave(Token.LIST_END);
        }
        separate();
        return value();
    }

    private Token member(Set<String> names) {
        if (scanner.take('}')) {
            return leave(Token.OBJECT_END);
        }
        separate();
        scanner.expect('"');
        content = scanner.text();
        if (!names.add(content)) {
            throw scanner.wrong("member \"" + content + "\" twice");
        }
        return Token.NAME;
    }

    private void separate() {
        if (filled) {
            scanner.expect(',');
            scanner.skipSpace();
        }
        filled = true;
    }

    private Token value() {
        int first = scanner.first();
        if (first == '"') {
            scanner.expect('"');
            content = scanner.text();
            return Token.TEXT;
        }
        if (first == '{') {
            return enter(Token.OBJECT, new HashSet<>());
        }
        if (first == '[') {
            return enter(Token.LIST, null);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            content = scanner.number();
            return scanner.lastNumberIsWhole() ? Token.INTEGER : Token.FRACTION;
        }
        if (first == 't') {
            scanner.literal("true");
            return Token.TRUE;
        }
        if (first == 'f') {
            scanner.literal("false");
            return Token.FALSE;
        }
        scanner.literal("null");
        return Token.NULL;
    }

    private Token enter(Token token, @Nullable Set<String> names) {
        if (around.size() == DEPTH_MAX) {
            throw scanner.wrong("nested deeper than " + DEPTH_MAX);
        }
        scanner.expect(token.word().charAt(0));
        around.add(names);
        filled = false;
        return token;
    }

    private Token leave(Token token) {
        around.removeLast();
        filled = true;
        return token;
    }
}
