package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What {@code GET /v1} answers.
 *
 * @param methods the methods
 */
@Doc("The methods there are.")
record MethodIndex(@Doc("The methods.") List<Entry> methods) {

    static final MethodIndex CURRENT =
            new MethodIndex(AdminMethods.all().stream().map(Entry::of).toList());

    /**
     * One method.
     *
     * @param name its name
     * @param path where it is called
     * @param kind whether it changes anything
     * @param summary what it does
     */
    @Doc("One method.")
    record Entry(
            @Doc("Its name.") String name,
            @Doc("Where it is called.") String path,

            @Doc("Whether it only reads, and so answers GET too.")
            AdminMethod.Kind kind,

            @Doc("What it does.") String summary) {

        static Entry of(AdminMethod<?, ?> method) {
            return new Entry(method.name(), method.path(), method.kind(), method.summary());
        }
    }
}
