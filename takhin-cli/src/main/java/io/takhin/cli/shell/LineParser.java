package io.takhin.cli.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine where words begin and end, and that a command goes on in the next line. */
final class LineParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        var words = Words.of(line);
        if (words.end() != Words.End.COMPLETE && context == ParseContext.ACCEPT_LINE) {
            throw new EOFError(-1, -1, "the command goes on");
        }
        if (context == ParseContext.COMPLETE || context == ParseContext.UNSPECIFIED) {
            return at(Words.of(line.substring(0, cursor)), line, cursor);
        }
        return new Line(words.texts(), line, cursor, Math.max(0, words.words().size() - 1), "", 0, 0);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return c == '\\';
    }

    /** The words up to the cursor, the last of which is being typed. */
    private static Line at(Words words, String line, int cursor) {
        var last = words.words().isEmpty() ? null : words.words().getLast();
        boolean typed = last != null && (last.endExclusive() == cursor || words.end() != Words.End.COMPLETE);
        var texts = words.texts();
        if (!typed || last == null) {
            return new Line(texts, line, cursor, texts.size(), "", 0, 0);
        }
        int length = cursor - last.start();
        return new Line(
                texts.subList(0, texts.size() - 1), line, cursor, texts.size() - 1, last.text(), length, length);
    }

    /**
     * What JLine wants to know.
     *
     * @param before the words before the one that is typed
     * @param line the whole text
     * @param cursor where the person is
     * @param wordIndex how many words are before
     * @param word the word that is typed, up to the cursor
     * @param rawWordLength its length as it is typed
     * @param rawWordCursor where the person is in it, as it is typed
     */
    record Line(
            List<String> before,
            String line,
            int cursor,
            int wordIndex,
            String word,
            int rawWordLength,
            int rawWordCursor)
            implements CompletingParsedLine {

        @Override
        public List<String> words() {
            var words = new ArrayList<>(before);
            words.add(word);
            return words;
        }

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return Words.quoted(candidate.toString());
        }
    }
}
