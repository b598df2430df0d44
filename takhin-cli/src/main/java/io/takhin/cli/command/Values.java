package io.takhin.cli.command;

import io.takhin.common.json.RecordShape;
import io.takhin.common.model.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Readers of values. Each fails with an {@link IllegalArgumentException} whose message says what would be right. */
public final class Values {

    private static final int PORT_MAX = 65_535;

    private Values() {}

    /** Any text. */
    public static String text(String word) {
        return word;
    }

    /** A topic's name. */
    public static String topic(String word) {
        TopicNames.problem(word).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return word;
    }

    /** A whole number from 1 on. */
    public static int positive(String word) {
        return (int) number(word, 1, Integer.MAX_VALUE);
    }

    /** A whole number from 0 on. */
    public static int count(String word) {
        return (int) number(word, 0, Integer.MAX_VALUE);
    }

    /** A whole number from 0 on, of 64 bits. */
    public static long longCount(String word) {
        return number(word, 0, Long.MAX_VALUE);
    }

    /** A time span such as 250ms, 30s, 5m, 2h or 7d. */
    public static Duration duration(String word) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        try {
            long amount = Long.parseLong(word, 0, digits, 10);
            return switch (word.substring(digits)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new NumberFormatException("unknown unit");
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no time: write a number and its unit, as 250ms, 30s, 5m, 2h or 7d", e);
        }
    }

    /** A time span longer than nothing. */
    public static Duration positiveDuration(String word) {
        var duration = duration(word);
        if (duration.isZero()) {
            throw new IllegalArgumentException("must be longer than 0");
        }
        return duration;
    }

    /** Addresses, separated by commas. */
    public static List<String> endpoints(String word) {
        var endpoints = new ArrayList<String>();
        for (var endpoint : Arrays.asList(word.split(",", -1))) {
            endpoints.add(endpoint(endpoint));
        }
        return List.copyOf(endpoints);
    }

    /** An address, HOST:PORT or [IPV6]:PORT. */
    public static String endpoint(String word) {
        int colon = word.lastIndexOf(':');
        var host = colon < 0 ? "" : word.substring(0, colon);
        boolean bare = host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"));
        if (host.isEmpty() || bare || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("\"" + word + "\" is no HOST:PORT");
        }
        try {
            number(word.substring(colon + 1), 0, PORT_MAX);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no HOST:PORT: the port must be 0 to " + PORT_MAX, e);
        }
        return word;
    }

    /** NAME=VALUE. */
    public static Map.Entry<String, String> pair(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("\"" + word + "\" is no NAME=VALUE");
        }
        return Map.entry(word.substring(0, equals), word.substring(equals + 1));
    }

    /** One of an enum's constants, in lower case. */
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return word -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + word + "\" is none of " + String.join(", ", names(type))));
    }

    /** How an enum's constant is written. */
    public static String name(Enum<?> constant) {
        return RecordShape.enumName(constant);
    }

    /** How all its constants are written. */
    public static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Values::name).toList();
    }

    private static long number(String word, long min, long max) {
        boolean digits = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            long number = digits ? Long.parseLong(word) : -1;
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\" is too large", e);
        }
        throw new IllegalArgumentException("\"" + word + "\" is no whole number "
                + (max == Integer.MAX_VALUE || max == Long.MAX_VALUE ? "from " + min + " on" : min + " to " + max));
    }
}
