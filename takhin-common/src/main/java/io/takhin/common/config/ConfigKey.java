package io.takhin.common.config;

import io.takhin.common.json.RecordShape;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One key of the configuration.
 *
 * @param section its section
 * @param name its name within the section
 * @param type its Java type
 * @param setting its default and bounds
 * @param doc what it is
 */
public record ConfigKey(String section, String name, Type type, Setting setting, String doc) {

    private static final List<ConfigKey> ALL = read();

    /** All keys in the order of the reference. */
    public static List<ConfigKey> all() {
        return ALL;
    }

    private static List<ConfigKey> read() {
        var keys = new ArrayList<ConfigKey>();
        for (RecordComponent section : Configuration.class.getRecordComponents()) {
            for (RecordComponent component : section.getType().getRecordComponents()) {
                keys.add(new ConfigKey(
                        section.getName(),
                        component.getName(),
                        component.getGenericType(),
                        Objects.requireNonNull(component.getAnnotation(Setting.class), component.getName()),
                        RecordShape.doc(component)));
            }
        }
        return List.copyOf(keys);
    }

    /** Section and name with a dot between. */
    public String path() {
        return section + "." + name;
    }

    /** Its environment variable. */
    public String variable() {
        var text = new StringBuilder("TAKHIN_")
                .append(section.toUpperCase(Locale.ROOT))
                .append('_');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append('_');
            }
            text.append(Character.toUpperCase(c));
        }
        return text.toString();
    }

    /** Its default, with {@code --dev} or without. */
    public String defaultValue(boolean dev) {
        return dev && !setting.dev().isEmpty() ? setting.dev() : setting.value();
    }

    /** Whether its value is a map, which only a file can set. */
    public boolean isMap() {
        return type.getTypeName().startsWith("java.util.Map<");
    }

    /** Whether its value is a list: in a file a list, elsewhere with commas between. */
    public boolean isList() {
        return type.getTypeName().startsWith("java.util.List<");
    }
}
