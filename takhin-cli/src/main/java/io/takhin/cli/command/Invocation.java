package io.takhin.cli.command;

import io.takhin.cli.console.Console;
import io.takhin.cli.console.Prompt;
import io.takhin.cli.console.Style;
import io.takhin.cli.output.Renderer;
import io.takhin.cli.output.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of a command: the values it was given, and where it prints. Used by the command's thread alone. */
public final class Invocation {

    private final Map<Object, Object> values;
    private final Globals globals;
    private final Console console;
    private final List<String> closingLines = new ArrayList<>();

    /** Takes the values of the command's options and arguments, read and checked, by option and argument. */
    public Invocation(Map<Object, Object> values, Globals globals, Console console) {
        this.values = values;
        this.globals = globals;
        this.console = console;
    }

    /** The value of an option of the command. */
    @SuppressWarnings("unchecked") // the parser puts in what the option's reader gave
    public <T> T get(Option<T> option) {
        return (T) value(option);
    }

    /** The value of an argument of the command. */
    @SuppressWarnings("unchecked") // the parser puts in what the argument's reader gave
    public <T> T get(Argument<T> argument) {
        return (T) value(argument);
    }

    /** The global options. */
    public Globals globals() {
        return globals;
    }

    /** The process around the command. */
    public Console console() {
        return console;
    }

    /** Colours for standard output. */
    public Style style() {
        return Style.of(globals.color(), console.env(), console.attached().out());
    }

    /** Prints a reply in the form asked for, and flushes. */
    public <R extends Record> void print(View<R> view, R reply) throws IOException {
        new Renderer(console.out(), style()).print(globals.output(), view, reply);
    }

    /** Tells the person something that is no data. */
    public void note(String line) {
        if (!globals.quiet()) {
            console.err().println(line);
        }
    }

    /** Sets a line that standard error ends with, behind the error if there is one. */
    public void closeWith(String line) {
        closingLines.add(line);
    }

    /** The lines that standard error ends with. */
    public List<String> closingLines() {
        return List.copyOf(closingLines);
    }

    /**
     * Asks whether to go on, unless {@code --yes} answered already.
     *
     * @throws io.takhin.common.error.TakhinException with REFUSED if the answer is not yes, or nobody can be asked
     */
    public void confirm(String question) throws InterruptedException {
        if (!globals.yes()) {
            new Prompt(console).confirm(question);
        }
    }

    private Object value(Object key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("the command does not declare " + key);
        }
        return value;
    }
}
