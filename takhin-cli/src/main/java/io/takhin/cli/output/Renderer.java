package io.takhin.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.takhin.cli.console.Style;
import io.takhin.common.json.RecordJson;
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
            case JSON -> json(bytes, reply);
            case YAML -> yaml(bytes, reply);
            case JSONL -> {
                for (var item : view.items().apply(reply)) {
                    bytes.write(line(item));
                    bytes.write('\n');
                }
            }
        }
        bytes.writeTo(out);
        out.flush();
    }

    /** A record as one line of JSON, without its end. */
    public static byte[] line(Record item) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = RecordJson.factory().createGenerator(bytes)) {
            RecordJson.write(new Versioned(generator), item);
        }
        return bytes.toByteArray();
    }

    /** Makes a generator write JSON as people like to read it. */
    public static JsonGenerator pretty(JsonGenerator generator) {
        var indenter = new DefaultIndenter("  ", "\n");
        return generator.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter));
    }

    /** A record as {@code -o json} prints it. */
    public static byte[] document(Record reply) throws IOException {
        var bytes = new ByteArrayOutputStream();
        json(bytes, reply);
        return bytes.toByteArray();
    }

    private static void json(ByteArrayOutputStream bytes, Record reply) throws IOException {
        try (var generator = pretty(RecordJson.factory().createGenerator(bytes))) {
            RecordJson.write(new Versioned(generator), reply);
        }
        bytes.write('\n');
    }

    private static void yaml(ByteArrayOutputStream bytes, Record reply) throws IOException {
        var factory = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        try (var generator = factory.createGenerator(bytes)) {
            RecordJson.write(new Versioned(generator), reply);
        }
    }

    private static void text(ByteArrayOutputStream bytes, Iterable<String> lines) {
        for (var line : lines) {
            bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            bytes.write('\n');
        }
    }
}
