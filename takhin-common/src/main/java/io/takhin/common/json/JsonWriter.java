package io.takhin.common.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values to a generator, whatever its format. */
final class JsonWriter {

    private JsonWriter() {}

    @SuppressWarnings(
            "IfChainToSwitch") // a switch over patterns makes a class while it runs, 12 ms of a client's start
    static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Record record && !(value instanceof TextForm)) {
            writeRecord(out, record);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value instanceof Enum<?> constant) {
            out.writeString(RecordShape.enumName(constant));
        } else if (value instanceof Collection<?> list) {
            writeList(out, list);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map);
        } else if (value instanceof TextForm text) {
            out.writeString(text.toString());
        } else {
            throw noForm(value);
        }
    }

    private static void writeNumber(JsonGenerator out, Number value) throws IOException {
        if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else {
            throw noForm(value);
        }
    }

    private static IllegalArgumentException noForm(Object value) {
        return new IllegalArgumentException("no JSON form for " + value.getClass());
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
