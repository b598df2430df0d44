package io.takhin.common.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one value; the parser stands on its first token before and on its last one after each method. */
final class JsonReader {

    private final JsonParser in;
    private final RecordJson.Unknown unknown;

    JsonReader(JsonParser in, RecordJson.Unknown unknown) {
        this.in = in;
        this.unknown = unknown;
    }

    Object read(Type type, String path) throws IOException {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            var raw = (Class<?>) generic.getRawType();
            return Map.class.isAssignableFrom(raw) ? readMap(raw, arguments[1], path) : readList(arguments[0], path);
        }
        var raw = (Class<?>) type;
        if (raw.isEnum()) {
            return readEnum(raw, path);
        }
        if (TextForm.class.isAssignableFrom(raw)) {
            return readText(raw, path);
        }
        if (raw.isSealed()) {
            return readMember(raw, path);
        }
        return raw.isRecord() ? readRecord(raw, path) : readScalar(raw, path);
    }

    private Object readScalar(Class<?> type, String path) throws IOException {
        if (type == String.class) {
            return text(path);
        }
        if (type == byte[].class) {
            expect(JsonToken.VALUE_STRING, "base64 text", path);
            return in.getBinaryValue();
        }
        if (type == boolean.class || type == Boolean.class) {
            if (in.currentToken() != JsonToken.VALUE_TRUE && in.currentToken() != JsonToken.VALUE_FALSE) {
                throw expected("true or false", path);
            }
            return in.getBooleanValue();
        }
        if (type == double.class || type == Double.class) {
            if (!in.currentToken().isNumeric()) {
                throw expected("a number", path);
            }
            return in.getDoubleValue();
        }
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number", path);
        if (type == int.class || type == Integer.class) {
            return in.getIntValue();
        }
        if (type == long.class || type == Long.class) {
            return in.getLongValue();
        }
        throw new IllegalArgumentException("no JSON form for " + type);
    }

    private Object readEnum(Class<?> type, String path) throws IOException {
        var text = text(path);
        for (var constant : type.getEnumConstants()) {
            if (RecordShape.enumName((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        var names = Arrays.stream(type.getEnumConstants())
                .map(constant -> RecordShape.enumName((Enum<?>) constant))
                .collect(Collectors.joining(", "));
        throw new JsonFormatException(path, "\"" + text + "\" is none of " + names);
    }

    private Object readText(Class<?> type, String path) throws IOException {
        var text = text(path);
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            throw new JsonFormatException(
                    path, String.valueOf(e.getTargetException().getMessage()), e.getTargetException());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Collection<Object> readList(Type elementType, String path) throws IOException {
        expect(JsonToken.START_ARRAY, "a list", path);
        var list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(elementType, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private Map<String, Object> readMap(Class<?> mapType, Type valueType, String path) throws IOException {
        expect(JsonToken.START_OBJECT, "an object", path);
        Map<String, Object> map = mapType == SortedMap.class ? new TreeMap<>() : new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var key = in.currentName();
            in.nextToken();
            map.put(key, read(valueType, path + "." + key));
        }
        return map;
    }

    /** The "type" member comes first, as the writer puts it: what follows is read as that record. */
    private Object readMember(Class<?> sealed, String path) throws IOException {
        expect(JsonToken.START_OBJECT, "an object", path);
        if (in.nextToken() != JsonToken.FIELD_NAME || !in.currentName().equals("type")) {
            throw new JsonFormatException(path, "the first member must be \"type\"");
        }
        in.nextToken();
        var name = text(path + ".type");
        for (var member : sealed.getPermittedSubclasses()) {
            if (RecordShape.typeName(member).equals(name)) {
                return readComponents(RecordShape.of(member), path);
            }
        }
        throw new JsonFormatException(path, "unknown type \"" + name + "\"");
    }

    private Object readRecord(Class<?> type, String path) throws IOException {
        expect(JsonToken.START_OBJECT, "an object", path);
        return readComponents(RecordShape.of(type), path);
    }

    private Object readComponents(RecordShape shape, String path) throws IOException {
        var components = shape.components();
        var values = new @Nullable Object[components.size()];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var name = in.currentName();
            int index = indexOf(components, name);
            var token = in.nextToken();
            if (index >= 0) {
                var component = components.get(index);
                values[index] =
                        token == JsonToken.VALUE_NULL ? null : read(component.type(), path + "." + component.name());
            } else if (unknown == RecordJson.Unknown.REFUSE) {
                throw new JsonFormatException(path, "unknown member \"" + name + "\"");
            } else {
                in.skipChildren();
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !components.get(i).nullable()) {
                values[i] = absent(components.get(i), path);
            }
        }
        try {
            return shape.create(values);
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static int indexOf(List<RecordShape.Component> components, String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Object absent(RecordShape.Component component, String path) {
        if (component.type() instanceof ParameterizedType generic) {
            var raw = (Class<?>) generic.getRawType();
            if (raw == SortedMap.class) {
                return new TreeMap<>();
            }
            return Map.class.isAssignableFrom(raw) ? Map.of() : List.of();
        }
        if (component.type() == int.class) {
            return 0;
        }
        if (component.type() == long.class) {
            return 0L;
        }
        if (component.type() == double.class) {
            return 0.0;
        }
        if (component.type() == boolean.class) {
            return false;
        }
        throw new JsonFormatException(path, "member \"" + component.name() + "\" is missing");
    }

    private String text(String path) throws IOException {
        expect(JsonToken.VALUE_STRING, "text", path);
        return in.getText();
    }

    private void expect(JsonToken token, String what, String path) {
        if (in.currentToken() != token) {
            throw expected(what, path);
        }
    }

    private JsonFormatException expected(String what, String path) {
        var token = in.currentToken();
        return new JsonFormatException(
                path,
                "expected " + what + ", found "
                        + (token == null ? "nothing" : token.asString() == null ? token.name() : token.asString()));
    }
}
