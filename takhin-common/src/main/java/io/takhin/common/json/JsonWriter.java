package io.takhin.common.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values to a generator, whatever its format. */
final class JsonWriter {

    private JsonWriter() {}

    static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            case byte[] bytes -> out.writeBinary(bytes);
            case Enum<?> constant -> out.writeString(RecordShape.enumName(constant));
            case Collection<?> list -> writeList(out, list);
            case Map<?, ?> map -> writeMap(out, map);
            case TextForm text -> out.writeString(text.toString());
            case Record record -> writeRecord(out, record);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    private static void writeList(JsonGenerator out, Collection<?> list) throws IOException {
        out.writeStartArray();
        for (var element : list) {
            write(out, element);
        }
        out.writeEndArray();
    }

    private static void writeMap(JsonGenerator out, Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (var entry : map.entrySet()) {
            out.writeFieldName(String.valueOf(entry.getKey()));
            write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void writeRecord(JsonGenerator out, Record record) throws IOException {
        out.writeStartObject();
        if (RecordShape.sealedParent(record.getClass()) != null) {
            out.writeStringField("type", RecordShape.typeName(record.getClass()));
        }
        for (var component : RecordShape.of(record.getClass()).components()) {
            var value = component.of(record);
            if (value != null) {
                out.writeFieldName(component.name());
                write(out, value);
            } else if (!component.nullable()) {
                throw new IllegalArgumentException(record.getClass() + "." + component.name() + " is null");
            }
        }
        out.writeEndObject();
    }
}
