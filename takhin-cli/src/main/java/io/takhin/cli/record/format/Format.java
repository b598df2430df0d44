package io.takhin.cli.record.format;

import io.takhin.cli.record.format.Part.Content;
import io.takhin.cli.record.format.Part.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A record format, such as {@code %k\t%v\n}.
 *
 * @param text as it was typed
 * @param parts in order; no two literals side by side
 */
public record Format(String text, List<Part> parts) {

    /** A value per line. */
    public static final String LINES = "%v\\n";

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException if it is none, saying where and what is wrong
     */
    public static Format parse(String text) {
        var format = new FormatParser(text, false).parse();
        if (format.parts().stream().allMatch(Part.Literal.class::isInstance)) {
            throw new IllegalArgumentException("the format names no field; %v is the value, %k the key");
        }
        return format;
    }

    /** Whether each record names its partition. */
    public boolean namesPartition() {
        return parts.stream()
                .anyMatch(
                        part -> part instanceof Part.Numeral(var quantity, var form) && quantity == Quantity.PARTITION);
    }

    /** What keeps records from being read in this format, or nothing. Anything can be written. */
    public Optional<String> problemForReading() {
        return problemForReading(false);
    }

    private Optional<String> problemForReading(boolean nested) {
        Set<Quantity> known = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            var next = i + 1 < parts.size() ? parts.get(i + 1) : null;
            boolean delimited = next instanceof Part.Literal || (next == null && !nested);
            var problem = switch (parts.get(i)) {
                case Part.Literal literal -> "";
                case Part.Numeral(var quantity, var form) -> {
                    known.add(quantity);
                    boolean digit = next instanceof Part.Literal(var bytes) && Character.isDigit(bytes[0]);
                    yield form == NumberForm.ASCII && next != null && (digit || !(next instanceof Part.Literal))
                            ? "%" + quantity.letter() + " has no end: put a separator that is no digit behind it"
                            : "";
                }
                case Part.Bytes(var content, var encoding) ->
                    delimited || encoding == Part.Encoding.JSON || known.contains(length(content))
                            ? ""
                            : "%" + content.letter() + " has no end: put a separator behind it, or its length" + " (%"
                                    + length(content).letter() + ") before it";
                case Part.Headers(var each) ->
                    each.isEmpty()
                            ? (delimited ? "" : "%h has no end: put a separator behind it")
                            : known.contains(Quantity.HEADER_COUNT)
                                    ? each.get().problemForReading(true).orElse("")
                                    : "%h{...} needs the number of headers (%H) before it";
            };
            if (!problem.isEmpty()) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    /** The length that belongs to a field. */
    static Quantity length(Content content) {
        return switch (content) {
            case TOPIC -> Quantity.TOPIC_LENGTH;
            case KEY -> Quantity.KEY_LENGTH;
            case VALUE -> Quantity.VALUE_LENGTH;
        };
    }
}
