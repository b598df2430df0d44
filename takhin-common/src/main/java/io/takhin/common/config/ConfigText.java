package io.takhin.common.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a configuration as the YAML it can be read from. */
public final class ConfigText {

    private ConfigText() {}

    /** The YAML, every key with its value. */
    public static String of(Configuration configuration) {
        var text = new StringBuilder();
        for (var section : Configuration.class.getRecordComponents()) {
            text.append(section.getName()).append(":\n");
            var record = value(section, configuration);
            for (var component : section.getType().getRecordComponents()) {
                text.append("  ").append(component.getName()).append(":");
                append(text, value(component, record));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        switch (value) {
            case List<?> list -> {
                text.append(list.isEmpty() ? " []\n" : "\n");
                list.forEach(item -> text.append("    - ").append(quoted(item)).append('\n'));
            }
            case Map<?, ?> map -> {
                text.append(map.isEmpty() ? " {}\n" : "\n");
                new TreeMap<>(map)
                        .forEach((name, item) -> text.append("    ")
                                .append(quoted(name))
                                .append(": ")
                                .append(quoted(item))
                                .append('\n'));
            }
            default -> text.append(' ').append(quoted(ValueForm.format(value))).append('\n');
        }
    }

    private static String quoted(Object value) {
        return "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
