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
     * One component. What only schemas and absent values need is looked up when they do: a client's start pays for it.
     */
    public static final class Component {

        private final RecordComponent declaration;
        private final Method accessor;
        private final Type type;
        private @Nullable Boolean nullable;

        private Component(RecordComponent declaration) {
            this.declaration = declaration;
            this.accessor = declaration.getAccessor();
            this.type = declaration.getGenericType();
            accessor.setAccessible(true);
        }

        /** Its name. */
        public String name() {
            return declaration.getName();
        }

        /** Its type with arguments. */
        public Type type() {
            return type;
        }

        /** Whether it may be absent. Any thread. */
        public boolean nullable() {
            var known = nullable;
            if (known == null) {
                known = declaration.getAnnotatedType().isAnnotationPresent(Nullable.class);
                nullable = known; // threads that race find the same
            }
            return known;
        }

        /** What it is, empty when not said. */
        public String doc() {
            return RecordShape.doc(declaration);
        }

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
            components.add(new Component(component));
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
