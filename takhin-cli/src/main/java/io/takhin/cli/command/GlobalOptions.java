package io.takhin.cli.command;

import io.takhin.cli.console.Style;
import io.takhin.cli.output.OutputForm;
import io.takhin.cli.user.Context;
import io.takhin.cli.user.Target;
import io.takhin.cli.user.UserFolders;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options every command takes, each with its variable. */
public final class GlobalOptions {

    /** Where the daemon's admin listener is by default. */
    public static final String BOOTSTRAP_DEFAULT = "127.0.0.1:7070";

    private static final Option<List<String>> BOOTSTRAP = Option.value(
            "--bootstrap",
            "HOST:PORT,...",
            "admin addresses, tried in order (default: the context's, else " + BOOTSTRAP_DEFAULT + ")",
            Values::endpoints,
            List.of(BOOTSTRAP_DEFAULT));

    private static final Option<Optional<String>> CONTEXT = Option.value(
                    "--context",
                    "NAME",
                    "talk to the cluster of this context (default: the one in use)",
                    Context::checkedName)
            .completing(Completes.CONTEXT);

    private static final Option<OutputForm> OUTPUT = Option.value(
                    "-o, --output",
                    "FORM",
                    "the form of data: table, wide, json, jsonl, yaml or name (default: table)",
                    Values.oneOf(OutputForm.class),
                    OutputForm.TABLE)
            .completing(new Completes.Words(Values.names(OutputForm.class)));

    private static final Option<Optional<Duration>> TIMEOUT = Option.value(
            "--timeout",
            "TIME",
            "the most the whole command may take: 250ms, 30s, 5m (default: 30s)",
            Values::positiveDuration);

    private static final Option<Style.When> COLOR = Option.value(
                    "--color",
                    "WHEN",
                    "when to colour: auto, always or never (default: auto)",
                    Values.oneOf(Style.When.class),
                    Style.When.AUTO)
            .completing(new Completes.Words(Values.names(Style.When.class)));

    private static final Option<Boolean> QUIET = Option.flag("-q, --quiet", "print no notes and no progress");
    private static final Option<Boolean> VERBOSE = Option.flag("-v, --verbose", "print the stack of a failure as well");
    private static final Option<Boolean> YES = Option.flag("--yes", "answer every question with yes");
    private static final Option<Optional<String>> CONFIRM_CLUSTER = Option.value(
                    "--confirm-cluster",
                    "NAME",
                    "change the cluster of this context although it is protected",
                    Context::checkedName)
            .completing(Completes.CONTEXT);

    /** Shows the help; the parser acts on it before it reads anything else. */
    public static final Option<Boolean> HELP = Option.flag("-h, --help", "print this help");

    private GlobalOptions() {}

    /** All of them, in the order of the help. */
    public static List<Option<?>> all() {
        return List.of(BOOTSTRAP, CONTEXT, OUTPUT, TIMEOUT, COLOR, QUIET, VERBOSE, YES, CONFIRM_CLUSTER, HELP);
    }

    /** The variable that stands in for an option: {@code TAKHIN_} and its name. */
    public static String variable(Option<?> option) {
        return variable(option.name());
    }

    private static String variable(String name) {
        return "TAKHIN_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Resolves them all.
     *
     * @param given the words given for each option, none when it was not
     * @param env the environment
     */
    public static Globals resolve(Function<Option<?>, List<String>> given, Map<String, String> env) {
        read(BOOTSTRAP, given, env); // refused at once, not only when a connection is opened
        read(CONTEXT, given, env);
        var said = new Target.Said(
                flag(BOOTSTRAP, given),
                flag(CONTEXT, given),
                variable(BOOTSTRAP, env),
                variable(CONTEXT, env),
                BOOTSTRAP_DEFAULT);
        return new Globals(
                new Target(said, new UserFolders(env)),
                read(OUTPUT, given, env),
                read(TIMEOUT, given, env),
                read(COLOR, given, env),
                read(QUIET, given, env),
                read(VERBOSE, given, env),
                read(YES, given, env),
                read(CONFIRM_CLUSTER, given, env),
                choices(given, env));
    }

    /**
     * The environment in which commands take these values where they are given none of their own: each flag as its
     * variable.
     */
    public static Map<String, String> inherited(Globals globals, Map<String, String> env) {
        var inherited = new HashMap<>(env);
        globals.choices().stream()
                .filter(choice -> choice.origin().startsWith("--"))
                .forEach(choice -> inherited.put(variable(choice.option()), choice.value()));
        var said = globals.target().said();
        if (said.contextFlag() != null) {
            inherited.put(variable(CONTEXT), said.contextFlag());
            inherited.remove(variable(BOOTSTRAP)); // the flag wins over it
        }
        if (said.bootstrapFlag() != null) {
            inherited.put(variable(BOOTSTRAP), said.bootstrapFlag());
        }
        return Map.copyOf(inherited);
    }

    /** The addresses that a target came to. */
    static List<String> endpoints(Target.Resolved target) {
        try {
            return Values.endpoints(target.bootstrap());
        } catch (IllegalArgumentException e) {
            throw TakhinException.of(ErrorCode.USAGE, target.bootstrapOrigin() + ": " + e.getMessage());
        }
    }

    private static List<Globals.Choice> choices(Function<Option<?>, List<String>> given, Map<String, String> env) {
        var choices = new ArrayList<Globals.Choice>();
        for (var option : all()) {
            if (!List.of(BOOTSTRAP, CONTEXT, HELP).contains(option)) {
                var flag = flag(option, given);
                var variable = variable(option, env);
                choices.add(
                        flag != null
                                ? new Globals.Choice(option.name(), flag, option.name())
                                : variable != null
                                        ? new Globals.Choice(option.name(), variable, variable(option))
                                        : new Globals.Choice(option.name(), valueByDefault(option), "default"));
            }
        }
        return choices;
    }

    private static String valueByDefault(Option<?> option) {
        if (option.equals(TIMEOUT)) {
            return Globals.TIMEOUT_DEFAULT.toSeconds() + "s";
        }
        if (option.shape() == Option.Shape.FLAG) {
            return "false";
        }
        return option.reader().apply(List.of()) instanceof Enum<?> constant ? Values.name(constant) : "";
    }

    private static @Nullable String flag(Option<?> option, Function<Option<?>, List<String>> given) {
        var words = given.apply(option);
        return words.isEmpty() ? null : words.getFirst();
    }

    private static @Nullable String variable(Option<?> option, Map<String, String> env) {
        var text = env.getOrDefault(variable(option), "");
        return text.isEmpty() ? null : text;
    }

    /**
     * The output form, as far as it can be told of words that may be no valid command line, so that even their refusal
     * comes in the form asked for.
     */
    public static OutputForm guessOutput(List<String> words, Map<String, String> env) {
        var guess = env.getOrDefault(variable(OUTPUT), "");
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (OUTPUT.names().contains(word) && i + 1 < words.size()) {
                guess = words.get(i + 1);
            } else if (word.startsWith("--output=")) {
                guess = word.substring("--output=".length());
            } else if (word.startsWith("-o")) {
                guess = word.substring("-o".length());
            }
        }
        var name = guess;
        return Arrays.stream(OutputForm.values())
                .filter(form -> Values.name(form).equals(name))
                .findFirst()
                .orElse(OutputForm.TABLE);
    }

    private static <T> T read(Option<T> option, Function<Option<?>, List<String>> given, Map<String, String> env) {
        var words = given.apply(option);
        if (!words.isEmpty()) {
            return read(option, words, option.name());
        }
        var variable = variable(option);
        var text = env.getOrDefault(variable, "");
        if (text.isEmpty()) {
            return option.reader().apply(List.of());
        }
        if (option.shape() != Option.Shape.FLAG) {
            return read(option, List.of(text), variable);
        }
        return switch (text) {
            case "1", "true", "yes" -> option.reader().apply(List.of(text));
            case "0", "false", "no" -> option.reader().apply(List.of());
            default ->
                throw TakhinException.of(ErrorCode.USAGE, variable + ": \"" + text + "\" is neither true nor false");
        };
    }

    private static <T> T read(Option<T> option, List<String> words, String origin) {
        try {
            return option.reader().apply(words);
        } catch (IllegalArgumentException e) {
            throw TakhinException.of(ErrorCode.USAGE, origin + ": " + e.getMessage());
        }
    }
}
