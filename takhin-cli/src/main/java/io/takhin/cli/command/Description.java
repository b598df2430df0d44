package io.takhin.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a command without running it: help, man page, completion and schema come from here.
 *
 * @param path its words behind {@code takhin}
 * @param summary what it does, a phrase without a full stop
 * @param details what to know before using it, in paragraphs
 * @param arguments the words it takes, in order
 * @param options its own options, in the order of the help
 * @param exits the exit codes it adds to those every command has
 * @param examples lines worth showing
 * @param output what it prints, absent when that is no record
 */
public record Description(
        List<String> path,
        String summary,
        List<String> details,
        List<Argument<?>> arguments,
        List<Option<?>> options,
        List<ExitCode> exits,
        List<Example> examples,
        Optional<Class<? extends Record>> output) {

    /** Starts a description. */
    public static Builder of(String path, String summary) {
        return new Builder(List.of(path.split(" ")), summary);
    }

    /** Those that every command has and those that this one adds, in order. */
    public List<ExitCode> everyExit() {
        return Stream.concat(ExitCode.COMMON.stream(), exits.stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The words as one text. */
    public String name() {
        return String.join(" ", path);
    }

    /** Collects the parts, each in the order given. */
    public static final class Builder {

        private final List<String> path;
        private final String summary;
        private final List<String> details = new ArrayList<>();
        private final List<Argument<?>> arguments = new ArrayList<>();
        private final List<Option<?>> options = new ArrayList<>();
        private final List<ExitCode> exits = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private @Nullable Class<? extends Record> output;

        private Builder(List<String> path, String summary) {
            this.path = path;
            this.summary = summary;
        }

        /** Adds a paragraph. */
        public Builder details(String paragraph) {
            details.add(paragraph);
            return this;
        }

        /** Adds arguments. */
        public Builder arguments(Argument<?>... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** Adds options. */
        public Builder options(Option<?>... more) {
            options.addAll(List.of(more));
            return this;
        }

        /** Adds exit codes. */
        public Builder exits(ExitCode... more) {
            exits.addAll(List.of(more));
            return this;
        }

        /** Adds an example. */
        public Builder example(String line, String meaning) {
            examples.add(new Example(line, meaning));
            return this;
        }

        /** Says what is printed. */
        public Builder output(Class<? extends Record> type) {
            output = type;
            return this;
        }

        /** The description. */
        public Description build() {
            return new Description(
                    path,
                    summary,
                    List.copyOf(details),
                    List.copyOf(arguments),
                    List.copyOf(options),
                    List.copyOf(exits),
                    List.copyOf(examples),
                    Optional.ofNullable(output));
        }
    }
}
