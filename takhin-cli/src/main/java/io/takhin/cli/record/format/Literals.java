package io.takhin.cli.record.format;

/** Bytes as they are typed in a format. */
final class Literals {

    private Literals() {}

    /** In quotes, with escapes. */
    static String quoted(byte[] literal) {
        var text = new StringBuilder("\"");
        for (byte b : literal) {
            switch (b) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        text.append((char) b);
                    } else {
                        text.append(String.format("\\x%02x", b & 0xff));
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
