package io.takhin.cli.output;

import io.takhin.cli.console.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Prints replies in every form. The one place where data other than records is written to standard output. */
public final class Renderer {

    private final OutputStream out;
    private final Style style;

    /** Prints to a stream. */
    public Renderer(OutputStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Prints a reply and flushes. */
    public <R extends Record> void print(OutputForm form, View<R> view, R reply) throws IOException {
        var bytes = new ByteArrayOutputStream();
        switch (form) {
            case TABLE -> text(bytes, new TextLayout(style).lines(view.layout().of(reply, false)));
            case WIDE -> text(bytes, new TextLayout(style).lines(view.layout().of(reply, true)));
            case NAME -> text(bytes, view.names().apply(reply));
            case JSON -> bytes.writeBytes(Documents.json(reply));
            case YAML -> bytes.writeBytes(Documents.yaml(reply));
            case JSONL -> {
                for (var item : view.items().apply(reply)) {
                    bytes.writeBytes(Documents.line(item));
                    bytes.write('\n');
                }
            }
        }
        bytes.writeTo(out);
        out.flush();
    }

    private static void text(ByteArrayOutputStream bytes, Iterable<String> lines) {
        for (var line : lines) {
            bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            bytes.write('\n');
        }
    }
}
