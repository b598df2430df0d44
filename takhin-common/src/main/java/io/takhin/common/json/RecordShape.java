package io.takhin.common.json;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the codec, the schemas and the references know of a record: its components in order.
 *
 * @param type the record
 * @param constructor its canonical constructor
 * @param components its components
 */
public record RecordShape(Class<?> type, Constructor<?> constructor, List<Component> components) {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return inspect(type);
        }
    };

    /**
     * One component.
     *
     * @param name its name
     * @param type its type with arguments
     * @param nullable whether it may be absent
     * @param accessor reads it
     * @param doc what it is, empty when not said
     */
    public record Component(String name, Type type, boolean nullable, Method accessor, String doc) {

        @Nullable
        Object of(Object record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            } catch (InvocationTargetException e) {
                throw unwrapped(e);
            }
        }
    }

    /** The shape of a record class. */
    public static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** What is said of a type or component, empty when nothing is. */
    public static String doc(AnnotatedElement element) {
        var doc = element.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    /** How JSON names an enum's constant: in lower case, with dashes. */
    public static String enumName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How JSON tells a sealed interface's records apart: the record's name, its first letter small. */
    public static String typeName(Class<?> member) {
        var name = member.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The sealed interface whose member names its type in JSON, or null for a record that stands for itself. */
    static @Nullable Class<?> sealedParent(Class<?> record) {
        for (var parent : record.getInterfaces()) {
            if (parent.isSealed()) {
                return parent;
            }
        }
        return null;
    }

    Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        throw new IllegalStateException(e.getCause());
    }

    private static RecordShape inspect(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        var parameters = new ArrayList<Class<?>>();
        var components = new ArrayList<Component>();
        for (RecordComponent component : type.getRecordComponents()) {
            parameters.add(component.getType());
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            components.add(new Component(
                    component.getName(),
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    accessor,
                    doc(component)));
        }
        try {
            var constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordShape(type, constructor, List.copyOf(components));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
