package io.takhin.cli.user;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All contexts of a person.
 *
 * @param current the name of the one in use, where there is one
 * @param all each, by name
 */
public record Contexts(@Nullable String current, List<Context> all) {

    /** None. */
    public static final Contexts NONE = new Contexts(null, List.of());

    /** Sorts them by name. */
    public Contexts {
        all = all.stream().sorted(Comparator.comparing(Context::name)).toList();
    }

    /** The one of this name. */
    public Optional<Context> find(String name) {
        return all.stream().filter(context -> context.name().equals(name)).findFirst();
    }

    /** The same with this one, instead of the one of its name if there is one. */
    public Contexts with(Context context) {
        var more = new ArrayList<>(without(context.name()).all());
        more.add(context);
        return new Contexts(current, more);
    }

    /** The same without the one of this name; it is no longer in use either. */
    public Contexts without(String name) {
        var others =
                all.stream().filter(context -> !context.name().equals(name)).toList();
        return new Contexts(name.equals(current) ? null : current, others);
    }

    /** The same with this one in use. */
    public Contexts using(String name) {
        return new Contexts(name, all);
    }
}
