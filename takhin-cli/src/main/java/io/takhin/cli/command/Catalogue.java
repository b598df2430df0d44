package io.takhin.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All commands there are. The one-shot form, the help, completion and man pages read the same list.
 *
 * @param groups words that only lead on to other commands
 * @param entries the commands, in the order of the help
 * @param factory makes the command of an entry's name; cheap, and only done when it is run or described
 */
public record Catalogue(List<Group> groups, List<Entry> entries, Function<String, Command> factory) {

    /** What the commands are about; the help shows them so. */
    public enum Section {
        /** Writing and reading records. */
        RECORDS("Records"),
        /** Topics. */
        TOPICS("Topics"),
        /** Consumer groups. */
        GROUPS("Consumer groups"),
        /** The cluster and its nodes. */
        CLUSTER("Cluster"),
        /** The daemon. */
        DAEMON("Daemon"),
        /** Running many commands. */
        SHELL("Many commands at once"),
        /** What a person and a daemon are set up with. */
        SETTINGS("Contexts and configuration"),
        /** The program itself. */
        ABOUT("About takhin");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        /** The heading in the help. */
        public String title() {
            return title;
        }
    }

    /**
     * A word that only leads on to other commands.
     *
     * @param name the word
     * @param summary what its commands are about
     */
    public record Group(String name, String summary) {}

    /**
     * One command.
     *
     * @param name its words
     * @param section what it is about
     */
    public record Entry(String name, Section section) {}

    /** Makes the command of an entry. */
    public Command command(Entry entry) {
        return factory.apply(entry.name());
    }

    /** What the command of exactly these words is. */
    public Optional<Description> describe(String name) {
        return find(name).map(entry -> command(entry).description());
    }

    /** The command of exactly these words. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The group of exactly this word. */
    public Optional<Group> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    /** The commands behind a group's word. */
    public List<Entry> members(String group) {
        return entries.stream()
                .filter(entry -> entry.name().startsWith(group + " "))
                .toList();
    }
}
