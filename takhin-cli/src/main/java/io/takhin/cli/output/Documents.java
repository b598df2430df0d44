package io.takhin.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.takhin.common.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Records as JSON and YAML documents in UTF-8. Apart from the text forms, so that these load no class of Jackson. */
public final class Documents {

    private Documents() {}

    /** A record as one line of JSON, without its end. */
    public static byte[] line(Record item) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = RecordJson.factory().createGenerator(bytes)) {
            RecordJson.write(new Versioned(generator), item);
        }
        return bytes.toByteArray();
    }

    /** A record as {@code -o json} prints it, with its end. */
    public static byte[] json(Record reply) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = pretty(RecordJson.factory().createGenerator(bytes))) {
            RecordJson.write(new Versioned(generator), reply);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** A record as {@code -o yaml} prints it. */
    static byte[] yaml(Record reply) throws IOException {
        var factory = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        var bytes = new ByteArrayOutputStream();
        try (var generator = factory.createGenerator(bytes)) {
            RecordJson.write(new Versioned(generator), reply);
        }
        return bytes.toByteArray();
    }

    /** Makes a generator write JSON as people like to read it. */
    static JsonGenerator pretty(JsonGenerator generator) {
        var indenter = new DefaultIndenter("  ", "\n");
        return generator.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter));
    }
}
