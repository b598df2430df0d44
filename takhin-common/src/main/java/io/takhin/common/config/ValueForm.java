package io.takhin.common.config;

import io.takhin.common.json.RecordShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes the values of keys. */
final class ValueForm {

    private ValueForm() {}

    /**
     * Reads a value; lists have commas between, maps are not read here.
     *
     * @throws IllegalArgumentException with what is wrong, to be put behind the value
     */
    static Object parse(ConfigKey key, String text) {
        if (key.isList()) {
            return Arrays.stream(text.split(",", -1))
                    .map(String::trim)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        if (key.isMap()) {
            return Map.of();
        }
        var type = (Class<?>) key.type();
        if (type == String.class) {
            return text;
        }
        if (type == Path.class) {
            return path(text);
        }
        if (type == boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("is neither true nor false");
            };
        }
        if (type == int.class) {
            return bounded(
                    key,
                    integer(text),
                    integer(orElse(key.setting().min(), "-2147483648")),
                    integer(orElse(key.setting().max(), "2147483647")));
        }
        if (type == Duration.class) {
            return bounded(
                    key,
                    Durations.parse(text),
                    Durations.parse(orElse(key.setting().min(), "0ms")),
                    Durations.parse(orElse(key.setting().max(), "99999d")));
        }
        if (type == DataSize.class) {
            return bounded(
                    key,
                    DataSize.parse(text),
                    DataSize.parse(orElse(key.setting().min(), "0B")),
                    DataSize.parse(orElse(key.setting().max(), "1048576TiB")));
        }
        if (type == HostPort.class) {
            return HostPort.parse(text);
        }
        return constant(type, text);
    }

    /** Writes a value so that it reads back the same; not for lists and maps. */
    static String format(Object value) {
        return switch (value) {
            case Duration duration -> Durations.format(duration);
            case Enum<?> constant -> RecordShape.enumName(constant);
            default -> value.toString();
        };
    }

    private static Object constant(Class<?> type, String text) {
        for (var constant : type.getEnumConstants()) {
            if (RecordShape.enumName((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is none of " + String.join(", ", constants(type)));
    }

    /** The names of an enum's constants. */
    static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> RecordShape.enumName((Enum<?>) constant))
                .collect(Collectors.toList());
    }

    private static Path path(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("is no path");
        }
        return Path.of(text);
    }

    private static Integer integer(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no whole number", e);
        }
    }

    private static <T extends Comparable<T>> T bounded(ConfigKey key, T value, T min, T max) {
        if (value.compareTo(min) < 0) {
            throw new IllegalArgumentException("is less than " + key.setting().min());
        }
        if (value.compareTo(max) > 0) {
            throw new IllegalArgumentException("is more than " + key.setting().max());
        }
        return value;
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
