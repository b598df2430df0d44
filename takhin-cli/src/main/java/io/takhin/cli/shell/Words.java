package io.takhin.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Text as the words of command lines: separated by blanks and line ends, with the quotes, backslashes and comments of a
 * POSIX shell, and nothing else of it. A backslash at the end of a line takes the line end away.
 *
 * @param words in order
 * @param end how the text ends
 */
record Words(List<Word> words, End end) {

    /** How a text can end. */
    enum End {
        /** It can be run. */
        COMPLETE,
        /** In a quote that is not closed. */
        IN_QUOTE,
        /** In a backslash. */
        IN_ESCAPE
    }

    /**
     * A word.
     *
     * @param text what the command is given
     * @param start where it begins
     * @param endExclusive where it ends
     */
    record Word(String text, int start, int endExclusive) {}

    /** Splits a text. */
    static Words of(String text) {
        return new Splitter(text).split();
    }

    /** The words as a command is given them. */
    List<String> texts() {
        return words.stream().map(Word::text).toList();
    }

    /** A word as it must be typed to be this one. */
    static String quoted(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || "'\"\\#".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static final class Splitter {

        private final String text;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int start = -1;
        private char quote;

        Splitter(String text) {
            this.text = text;
        }

        Words split() {
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\' && quote != '\'') {
                    if (at + 1 == text.length()) {
                        begin(at);
                        return end(at, End.IN_ESCAPE);
                    }
                    escaped(at, text.charAt(at + 1));
                    at++;
                } else if (quote != 0) {
                    quoted(c);
                } else if (c == '\'' || c == '"') {
                    begin(at);
                    quote = c;
                } else if (Character.isWhitespace(c)) {
                    endWord(at);
                } else if (c == '#' && start < 0) {
                    at = lineEnd(at) - 1;
                } else {
                    begin(at);
                    word.append(c);
                }
                at++;
            }
            return end(at, quote == 0 ? End.COMPLETE : End.IN_QUOTE);
        }

        /** In double quotes a backslash takes its meaning only from what it could mean there. */
        private void escaped(int at, char c) {
            if (c == '\n') {
                return;
            }
            begin(at);
            if (quote == '"' && c != '"' && c != '\\') {
                word.append('\\');
            }
            word.append(c);
        }

        private void quoted(char c) {
            if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }

        private int lineEnd(int at) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }

        private void begin(int at) {
            if (start < 0) {
                start = at;
            }
        }

        private void endWord(int at) {
            if (start >= 0) {
                words.add(new Word(word.toString(), start, at));
                word.setLength(0);
                start = -1;
            }
        }

        private Words end(int at, End how) {
            endWord(at);
            return new Words(List.copyOf(words), how);
        }
    }
}
