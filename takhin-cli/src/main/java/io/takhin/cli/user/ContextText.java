package io.takhin.cli.user;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of contexts: the plain part of YAML, mappings of single values. Every command reads it, and a whole YAML
 * parser costs more than the rest of a command's start.
 */
final class ContextText {

    private final Path path;
    private final List<Context> all = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable String current;
    private boolean inContexts;
    private @Nullable String name;
    private @Nullable String bootstrap;
    private boolean guarded;
    private int line;

    /** Reads the text of this file. */
    ContextText(Path path) {
        this.path = path;
    }

    /** The text of contexts. */
    static String of(Contexts contexts) {
        var text = new StringBuilder();
        if (contexts.current() != null) {
            text.append("current: ").append(contexts.current()).append('\n');
        }
        text.append("contexts:\n");
        for (var context : contexts.all()) {
            text.append("  ").append(context.name()).append(":\n");
            text.append("    bootstrap: ").append(context.bootstrap()).append('\n');
            text.append("    protected: ").append(context.guarded()).append('\n');
        }
        return text.toString();
    }

    Contexts read(List<String> lines) {
        for (var text : lines) {
            line++;
            var content = withoutComment(text).stripTrailing();
            if (!content.isBlank()) {
                int indent = content.length() - content.stripLeading().length();
                entry(indent, content.strip());
            }
        }
        endContext();
        var contexts = new Contexts(current, all);
        if (current != null && contexts.find(current).isEmpty()) {
            throw bad("the current context \"" + current + "\" is not among them");
        }
        return contexts;
    }

    private void entry(int indent, String content) {
        int colon = content.indexOf(':');
        if (colon <= 0 || (colon + 1 < content.length() && content.charAt(colon + 1) != ' ')) {
            throw bad("expected \"KEY: VALUE\"");
        }
        var key = content.substring(0, colon);
        var value = unquoted(content.substring(colon + 1).strip());
        if (!seen.add(indent == 0 ? key : indent == 2 ? "  " + key : name + " " + key)) {
            throw bad("\"" + key + "\" is there twice");
        }
        switch (indent) {
            case 0 -> top(key, value);
            case 2 -> begin(key, value);
            case 4 -> member(key, value);
            default -> throw bad("expected two blanks for each level");
        }
    }

    private void top(String key, String value) {
        switch (key) {
            case "current" -> current = checked(value);
            case "contexts" -> inContexts = true;
            default -> throw bad("unknown key \"" + key + "\"; there are current and contexts");
        }
    }

    private void begin(String key, String value) {
        if (!inContexts || !value.isEmpty()) {
            throw bad("a context belongs below \"contexts:\", as \"  NAME:\"");
        }
        endContext();
        name = checked(key);
    }

    private void member(String key, String value) {
        if (name == null) {
            throw bad("\"" + key + "\" belongs to no context");
        }
        switch (key) {
            case "bootstrap" -> bootstrap = value;
            case "protected" -> guarded = truth(value);
            default -> throw bad("unknown key \"" + key + "\"; a context has bootstrap and protected");
        }
    }

    private void endContext() {
        if (name == null) {
            return;
        }
        if (bootstrap == null || bootstrap.isEmpty()) {
            throw bad("context \"" + name + "\" has no bootstrap");
        }
        all.add(new Context(name, bootstrap, guarded));
        name = null;
        bootstrap = null;
        guarded = false;
    }

    private boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("\"" + value + "\" is neither true nor false");
        };
    }

    private String checked(String value) {
        try {
            return Context.checkedName(value);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static String withoutComment(String text) {
        if (text.stripLeading().startsWith("#")) {
            return "";
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private TakhinException bad(String problem) {
        return new TakhinException(AdminError.of(ErrorCode.USAGE, path + ":" + line + ": " + problem)
                .withHint("correct it, or remove the file and add the contexts anew"));
    }
}
