package io.takhin.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.takhin.common.json.RecordJson;
import io.takhin.common.json.RecordShape;
import io.takhin.common.json.TextForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of what {@code -o json} prints, derived from the record that is printed. */
public final class JsonSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final JsonGenerator out;

    private JsonSchema(JsonGenerator out) {
        this.out = out;
    }

    /** The schema of a record's document, as text with a line end. */
    public static byte[] of(String title, Class<? extends Record> type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = Documents.pretty(RecordJson.factory().createGenerator(bytes))) {
            generator.writeStartObject();
            generator.writeStringField("$schema", DIALECT);
            generator.writeStringField("title", title);
            new JsonSchema(generator).writeRecord(RecordShape.of(type), true, "");
            generator.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Writes the members of a schema; the object around them is the caller's. New members may always come. */
    private void writeRecord(RecordShape shape, boolean outermost, String typeName) throws IOException {
        writeDoc(RecordShape.doc(shape.type()));
        out.writeStringField("type", "object");
        out.writeObjectFieldStart("properties");
        if (outermost) {
            out.writeObjectFieldStart("schemaVersion");
            writeDoc("Grows only when a member changes its meaning; new members may come at any time.");
            out.writeNumberField("const", Versioned.SCHEMA_VERSION);
            out.writeEndObject();
        }
        if (!typeName.isEmpty()) {
            out.writeObjectFieldStart("type");
            out.writeStringField("const", typeName);
            out.writeEndObject();
        }
        for (var component : shape.components()) {
            out.writeObjectFieldStart(component.name());
            writeType(component.type(), component.doc());
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeArrayFieldStart("required");
        if (outermost) {
            out.writeString("schemaVersion");
        }
        if (!typeName.isEmpty()) {
            out.writeString("type");
        }
        for (var component : shape.components()) {
            if (!component.nullable()) {
                out.writeString(component.name());
            }
        }
        out.writeEndArray();
    }

    private void writeType(Type type, String doc) throws IOException {
        if (type instanceof ParameterizedType generic) {
            writeDoc(doc);
            boolean map = Map.class.isAssignableFrom((Class<?>) generic.getRawType());
            var arguments = generic.getActualTypeArguments();
            out.writeStringField("type", map ? "object" : "array");
            out.writeObjectFieldStart(map ? "additionalProperties" : "items");
            writeType(arguments[arguments.length - 1], "");
            out.writeEndObject();
            return;
        }
        var raw = (Class<?>) type;
        if (raw.isSealed()) {
            writeDoc(doc);
            writeMembers(raw);
        } else if (raw.isRecord() && !TextForm.class.isAssignableFrom(raw)) {
            writeRecord(RecordShape.of(raw), false, "");
        } else {
            writeDoc(doc);
            writeScalar(raw);
        }
    }

    private void writeMembers(Class<?> sealed) throws IOException {
        out.writeArrayFieldStart("oneOf");
        for (var member : sealed.getPermittedSubclasses()) {
            out.writeStartObject();
            writeRecord(RecordShape.of(member), false, RecordShape.typeName(member));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeScalar(Class<?> type) throws IOException {
        if (type.isEnum()) {
            out.writeArrayFieldStart("enum");
            for (var constant : type.getEnumConstants()) {
                out.writeString(RecordShape.enumName((Enum<?>) constant));
            }
            out.writeEndArray();
        } else if (type == byte[].class) {
            out.writeStringField("type", "string");
            out.writeStringField("contentEncoding", "base64");
        } else if (type == String.class || TextForm.class.isAssignableFrom(type)) {
            out.writeStringField("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            out.writeStringField("type", "boolean");
        } else if (type == double.class || type == Double.class) {
            out.writeStringField("type", "number");
        } else {
            out.writeStringField("type", "integer");
        }
    }

    private void writeDoc(String doc) throws IOException {
        if (!doc.isEmpty()) {
            out.writeStringField("description", doc);
        }
    }
}
