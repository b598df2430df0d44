package io.takhin.common.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Puts values into the records of the sections. */
final class ConfigBuilder {

    private ConfigBuilder() {}

    static Configuration build(Map<String, Object> values) {
        var sections = Arrays.stream(Configuration.class.getRecordComponents())
                .map(section -> section(section, values))
                .toArray();
        return create(Configuration.class, sections);
    }

    private static Record section(RecordComponent section, Map<String, Object> values) {
        var type = section.getType().asSubclass(Record.class);
        var members = Arrays.stream(type.getRecordComponents())
                .map(component -> values.get(section.getName() + "." + component.getName()))
                .toArray();
        return create(type, members);
    }

    private static <R extends Record> R create(Class<R> type, Object[] members) {
        try {
            var parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(parameters).newInstance(members);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
