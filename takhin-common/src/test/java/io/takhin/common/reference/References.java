package io.takhin.common.reference;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.json.RecordShape;
import io.takhin.common.json.TextForm;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Writes the reference of the admin RPC from its types. */
final class References {

    private final StringBuilder text = new StringBuilder();

    // Records that were mentioned, in the order of their first mention; they are explained at the end.
    private final SequencedSet<Class<?>> mentioned = new LinkedHashSet<>();

    private References() {}

    static String adminApi() {
        return new References().write();
    }

    private String write() {
        text.append(Intro.ADMIN_API);
        text.append("\n## Methods\n\n| method | reads or changes | what it does |\n|---|---|---|\n");
        for (var method : AdminMethods.all()) {
            text.append("| [")
                    .append(method.name())
                    .append("](#")
                    .append(anchor(method.name()))
                    .append(") | ");
            text.append(method.kind() == AdminMethod.Kind.READ ? "reads" : "changes");
            text.append(" | ").append(method.summary()).append(" |\n");
        }
        for (var method : AdminMethods.all()) {
            text.append("\n### ")
                    .append(method.name())
                    .append("\n\n")
                    .append(method.summary())
                    .append("\n\n");
            text.append("`POST ").append(method.path()).append('`');
            text.append(method.kind() == AdminMethod.Kind.READ ? ", or `GET`\n" : "\n");
            members("Request", method.request());
            members("Reply", method.reply());
        }
        text.append(Intro.STREAMS);
        members("`POST /v1/produce`, first frame", ProduceOpen.class);
        union("`POST /v1/produce`, messages of the server", ProduceMessage.class);
        members("`POST /v1/consume`, request", ConsumeRequest.class);
        union("`POST /v1/consume`, messages of the server", ConsumeMessage.class);
        members("`POST /v1/watch`, request", WatchRequest.class);
        members("`POST /v1/watch`, each line of the response", WatchUpdate.class);
        errors();
        types();
        return text.toString();
    }

    private void errors() {
        text.append("\n## Errors\n");
        members("Body of every answer whose status is not 200", AdminError.class);
        text.append("\n| code | status | exit code of a command | retryable |\n|---|---|---|---|\n");
        for (var code : ErrorCode.values()) {
            text.append("| ").append(RecordShape.enumName(code)).append(" | ").append(code.httpStatus());
            text.append(" | ").append(code.exitCode()).append(" | ").append(code.retryable() ? "yes" : "no");
            text.append(" |\n");
        }
    }

    private void types() {
        text.append("\n## Types\n");
        var done = new LinkedHashSet<Class<?>>();
        while (done.size() < mentioned.size()) {
            for (var type : mentioned.toArray(Class<?>[]::new)) {
                if (done.add(type)) {
                    text.append("\n### ").append(name(type)).append('\n');
                    members(RecordShape.doc(type), type);
                }
            }
        }
    }

    private void union(String title, Class<?> sealed) {
        text.append("\n").append(title).append(": one of\n");
        for (var member : sealed.getPermittedSubclasses()) {
            text.append("\n- `\"type\": \"")
                    .append(RecordShape.typeName(member))
                    .append("\"`: ");
            text.append(RecordShape.doc(member)).append('\n');
            for (var component : RecordShape.of(member).components()) {
                text.append("  - `").append(component.name()).append("` ").append(type(component.type()));
                text.append(": ").append(component.doc()).append('\n');
            }
        }
    }

    private void members(String title, Class<?> record) {
        var components = RecordShape.of(record).components();
        text.append("\n").append(title);
        if (components.isEmpty()) {
            text.append(": `{}`\n");
            return;
        }
        text.append("\n\n| member | type | |\n|---|---|---|\n");
        for (var component : components) {
            text.append("| `").append(component.name()).append("` | ").append(type(component.type()));
            text.append(component.nullable() ? ", optional" : "").append(" | ");
            text.append(component.doc()).append(" |\n");
        }
    }

    private String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            return arguments.length == 1
                    ? "list of " + type(arguments[0])
                    : "object of " + type(arguments[1]) + " by name";
        }
        var raw = (Class<?>) type;
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> "`" + RecordShape.enumName((Enum<?>) constant) + "`")
                    .collect(Collectors.joining(" or "));
        }
        if (TextForm.class.isAssignableFrom(raw) || raw == String.class) {
            return "text";
        }
        if (raw.isRecord()) {
            mentioned.add(raw);
            return "[" + name(raw) + "](#" + anchor(name(raw)) + ")";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        return raw == double.class ? "number" : raw == byte[].class ? "base64 text" : "whole number";
    }

    private static String name(Class<?> record) {
        var outer = record.getEnclosingClass();
        return outer == null ? record.getSimpleName() : outer.getSimpleName() + record.getSimpleName();
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(".", "");
    }
}
