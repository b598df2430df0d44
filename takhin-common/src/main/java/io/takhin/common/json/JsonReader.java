package io.takhin.common.json;

import io.takhin.common.json.JsonTokens.Token;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one value; the tokens stand on its first before and on its last one after each method. */
final class JsonReader {

    private final JsonTokens in;
    private final RecordJson.Unknown unknown;

    JsonReader(JsonTokens in, RecordJson.Unknown unknown) {
        this.in = in;
        this.unknown = unknown;
    }

    Object read(Type type, String path) {
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

    private Object readScalar(Class<?> type, String path) {
        if (type == String.class) {
            return text(path);
        }
        if (type == byte[].class) {
            return bytes(path);
        }
        if (type == boolean.class || type == Boolean.class) {
            if (in.current() != Token.TRUE && in.current() != Token.FALSE) {
                throw expected("true or false", path);
            }
            return in.current() == Token.TRUE;
        }
        if (type == double.class || type == Double.class) {
            if (in.current() != Token.INTEGER && in.current() != Token.FRACTION) {
                throw expected("a number", path);
            }
            return Double.parseDouble(in.content());
        }
        if (type == int.class || type == Integer.class) {
            return (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE, path);
        }
        if (type == long.class || type == Long.class) {
            return whole(Long.MIN_VALUE, Long.MAX_VALUE, path);
        }
        throw new IllegalArgumentException("no JSON form for " + type);
    }

    private long whole(long min, long max, String path) {
        expect(Token.INTEGER, "a whole number", path);
        try {
            long number = Long.parseLong(in.content());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new JsonFormatException(path, in.content() + " is out of range", e);
        }
        throw new JsonFormatException(path, in.content() + " is out of range");
    }

    private byte[] bytes(String path) {
        expect(Token.TEXT, "base64 text", path);
        try {
            return Base64.getDecoder().decode(in.content());
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException(path, "no base64: " + e.getMessage(), e);
        }
    }

    private Object readEnum(Class<?> type, String path) {
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

    private Object readText(Class<?> type, String path) {
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

    private Collection<Object> readList(Type elementType, String path) {
        expect(Token.LIST, "a list", path);
        var list = new ArrayList<>();
        while (in.next() != Token.LIST_END) {
            list.add(read(elementType, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private Map<String, Object> readMap(Class<?> mapType, Type valueType, String path) {
        expect(Token.OBJECT, "an object", path);
        Map<String, Object> map = mapType == SortedMap.class ? new TreeMap<>() : new LinkedHashMap<>();
        while (in.next() != Token.OBJECT_END) {
            var key = in.content();
            in.next();
            map.put(key, read(valueType, path + "." + key));
        }
        return map;
    }

    /** The "type" member comes first, as the writer puts it: what follows is read as that record. */
    private Object readMember(Class<?> sealed, String path) {
        expect(Token.OBJECT, "an object", path);
        if (in.next() != Token.NAME || !in.content().equals("type")) {
            throw new JsonFormatException(path, "the first member must be \"type\"");
        }
        in.next();
        var name = text(path + ".type");
        for (var member : sealed.getPermittedSubclasses()) {
            if (RecordShape.typeName(member).equals(name)) {
                return readComponents(RecordShape.of(member), path);
            }
        }
        throw new JsonFormatException(path, "unknown type \"" + name + "\"");
    }

    private Object readRecord(Class<?> type, String path) {
        expect(Token.OBJECT, "an object", path);
        return readComponents(RecordShape.of(type), path);
    }

    private Object readComponents(RecordShape shape, String path) {
        var components = shape.components();
        var values = new @Nullable Object[components.size()];
        while (in.next() != Token.OBJECT_END) {
            var name = in.content();
            int index = indexOf(components, name);
            var token = in.next();
            if (index >= 0) {
                var component = components.get(index);
                values[index] = token == Token.NULL ? null : read(component.type(), path + "." + component.name());
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

    private String text(String path) {
        expect(Token.TEXT, "text", path);
        return in.content();
    }

    private void expect(Token token, String what, String path) {
        if (in.current() != token) {
            throw expected(what, path);
        }
    }

    private JsonFormatException expected(String what, String path) {
        return new JsonFormatException(
                path, "expected " + what + ", found " + in.current().word());
    }
}
