package io.takhin.cli.shell;

import io.takhin.cli.complete.Suggestions;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows the first word that can't be where it is in red, while it is typed. */
final class LineHighlighter implements Highlighter {

    private final Suggestions suggestions;
    private final boolean colored;

    LineHighlighter(Suggestions suggestions, boolean colored) {
        this.suggestions = suggestions;
        this.colored = colored;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        var words = Words.of(buffer);
        boolean typed = !buffer.isEmpty() && !Character.isWhitespace(buffer.charAt(buffer.length() - 1));
        var wrong = suggestions.firstWrong(words.texts(), typed);
        if (!colored || wrong.isEmpty()) {
            return new AttributedString(buffer);
        }
        var word = words.words().get(wrong.getAsInt());
        return new AttributedStringBuilder()
                .append(buffer.substring(0, word.start()))
                .styled(
                        AttributedStyle.DEFAULT.foreground(AttributedStyle.RED),
                        buffer.substring(word.start(), word.endExclusive()))
                .append(buffer.substring(word.endExclusive()))
                .toAttributedString();
    }
}
