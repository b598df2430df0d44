package io.takhin.common.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Records to JSON and back, over streaming Jackson. It knows records, sealed interfaces of records (told apart by a
 * {@code "type"} member), enums (in lower case), {@link TextForm} values, lists, maps with text keys, {@code byte[]} as
 * base64, strings, booleans and numbers.
 *
 * <p>Null components marked {@code @Nullable} are left out. A member that is missing gives null, zero, false or an
 * empty collection where the component allows it, and an error where it does not, so that records may grow new
 * components without breaking old writers. Databind would do as much, at 35 ms more for each start of a client command.
 *
 * <p>All methods are safe from any thread.
 */
public final class RecordJson {

    /** What to do with a member no component has. */
    public enum Unknown {
        /** Refuse it, so that a typing error is not taken for a wish granted. For requests. */
        REFUSE,
        /** Pass over it, as an older reader must. For replies. */
        IGNORE
    }

    private static final int DEPTH_MAX = 64;
    private static final int STRING_LENGTH_MAX = 16 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_LENGTH_MAX)
                    .build())
            .build();

    private RecordJson() {}

    /** The factory behind it, for those who stream. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** Writes a value as UTF-8. */
    public static byte[] toBytes(Object value) {
        var out = new ByteArrayOutputStream(256);
        try {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a value as UTF-8; the stream stays open. */
    public static void write(OutputStream out, Object value) throws IOException {
        try (var generator = FACTORY.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(generator, value);
        }
    }

    /** Writes a value to a generator of any of Jackson's formats. */
    public static void write(JsonGenerator generator, Object value) throws IOException {
        JsonWriter.write(generator, value);
    }

    /**
     * Reads a value; members it does not know are handled as told.
     *
     * @throws JsonFormatException if the text is no JSON, or not that of the type, naming the place
     */
    public static <T> T read(byte[] json, Class<T> type, Unknown unknown) {
        try (var parser = FACTORY.createParser(json)) {
            return read(parser, type, unknown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a value up to the end of the stream, which stays open.
     *
     * @throws JsonFormatException if the text is no JSON, or not that of the type, naming the place
     * @throws IOException if the stream fails
     */
    public static <T> T read(InputStream in, Class<T> type, Unknown unknown) throws IOException {
        try (var parser = FACTORY.createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return read(parser, type, unknown);
        }
    }

    private static <T> T read(JsonParser parser, Class<T> type, Unknown unknown) throws IOException {
        try {
            parser.nextToken();
            var value = type.cast(new JsonReader(parser, unknown).read(type, "$"));
            if (parser.nextToken() != null) {
                throw new JsonFormatException("$", "there is more text behind the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonFormatException("$", "no valid JSON: " + e.getOriginalMessage(), e);
        }
    }
}
