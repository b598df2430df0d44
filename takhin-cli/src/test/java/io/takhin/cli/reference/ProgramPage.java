package io.takhin.cli.reference;

import static io.takhin.cli.reference.Roff.bold;
import static io.takhin.cli.reference.Roff.italic;

import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.ExitCode;
import java.util.List;

/** takhin(1). */
final class ProgramPage {

    private final Catalogue catalogue;

    ProgramPage(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    String text() {
        var roff = new Roff("TAKHIN", 1);
        roff.name("takhin", "a replicated log that one person can operate");
        roff.section("SYNOPSIS")
                .line(bold("takhin") + " " + italic("COMMAND") + " [" + italic("OPTIONS") + "] [" + italic("ARGUMENTS")
                        + "]");
        description(roff);
        commands(roff);
        roff.section("OPTIONS")
                .paragraph("Every command takes these, before its words or behind them. A flag wins over its variable,"
                        + " that over the context in use, and that over the default; \"takhin config explain\" prints"
                        + " every value with where it comes from.");
        CommandPages.globals(roff);
        output(roff);
        CommandPages.exits(roff, List.of(ExitCode.values()));
        roff.paragraph("With -o json an error is a line of JSON on standard error: code, message, retryable, applied"
                + " (no, yes or unknown) and, where there is one, a hint. applied tells whether anything was changed.");
        environment(roff);
        files(roff);
        examples(roff);
        roff.section("SEE ALSO")
                .line(bold("takhin.yaml") + "(5),\n" + bold("takhin-format") + "(7),\n" + bold("takhin-serve") + "(1)");
        return roff.toString();
    }

    private static void description(Roff roff) {
        roff.section("DESCRIPTION")
                .paragraph("takhin keeps topics: logs of records in Apache Kafka's format, divided into partitions."
                        + " \"takhin serve\" is the daemon that keeps them and serves Kafka clients. Every other"
                        + " command is a client that talks to a running daemon over its admin address, by default"
                        + " 127.0.0.1:7070.")
                .paragraph("To try it out, run \"takhin serve --dev\" in one terminal and the lines of EXAMPLES in"
                        + " another. It needs no file and keeps its data below ~/.local/state/takhin.")
                .paragraph("Names of commands and options are written in full: an abbreviation that works today could"
                        + " mean something else tomorrow.");
    }

    private void commands(Roff roff) {
        roff.section("COMMANDS").paragraph("Each has a page of its own, and \"takhin COMMAND --help\".");
        for (var section : Catalogue.Section.values()) {
            var entries = catalogue.entries().stream()
                    .filter(entry -> entry.section() == section)
                    .toList();
            if (!entries.isEmpty()) {
                roff.subsection(section.title());
                new CommandPages(catalogue).commands(roff, entries);
            }
        }
    }

    private static void output(Roff roff) {
        roff.section("OUTPUT")
                .paragraph("Data goes to standard output, everything else to standard error. -o chooses the form of"
                        + " data:")
                .item(bold("table"), "For people: what matters. The default.")
                .item(bold("wide"), "For people: everything that fits a line.")
                .item(
                        bold("json"),
                        "One document. Its members change only by addition; \"takhin schema COMMAND\""
                                + " prints its JSON Schema.")
                .item(bold("jsonl"), "One line of JSON for each item of a list.")
                .item(bold("yaml"), "The document as YAML.")
                .item(bold("name"), "One name per line, for loops in scripts.")
                .paragraph("Colours are for terminals only: --color decides, then NO_COLOR, then CLICOLOR_FORCE.");
    }

    private static void environment(Roff roff) {
        roff.section("ENVIRONMENT")
                .paragraph("Each option above has its variable. Besides:")
                .item(bold("NO_COLOR"), "If set and not empty, nothing is coloured.")
                .item(bold("CLICOLOR_FORCE"), "If set and neither empty nor 0, colours are written to pipes as well.")
                .item(bold("PAGER"), "Shows long output of \"takhin repl\"; less if not set, and cat for none.")
                .item(
                        bold("XDG_CONFIG_HOME") + ", " + bold("XDG_CACHE_HOME") + ", " + bold("XDG_STATE_HOME"),
                        "Where the files below are, instead of ~/.config, ~/.cache and ~/.local/state.")
                .item(
                        bold("TAKHIN_JAVA_OPTS"),
                        "JVM options for \"takhin serve\", and only for that: a daemon's options can't break a"
                                + " client.");
    }

    private static void files(Roff roff) {
        roff.section("FILES")
                .item(italic("/etc/takhin/takhin.yaml"), "The configuration of the service; see takhin.yaml(5).")
                .item(
                        italic("~/.config/takhin/contexts.yaml"),
                        "The contexts, for their owner alone; see takhin-context-add(1).")
                .item(
                        italic("~/.cache/takhin/names/"),
                        "The names of topics, groups and servers that commands saw last, a folder per cluster. Shell"
                                + " completion reads them. They may be deleted at any time.")
                .item(
                        italic("~/.local/state/takhin/history"),
                        "What was typed into \"takhin repl\", without secrets, for its owner alone.")
                .item(italic("~/.local/state/takhin/dev/"), "The data of \"takhin serve --dev\".");
    }

    private static void examples(Roff roff) {
        roff.section("EXAMPLES")
                .paragraph("Wait for the daemon, make a topic, write three records into it and read them:")
                .example("takhin wait ready\ntakhin topic create events --partitions 3\n"
                        + "seq 3 | takhin produce events\ntakhin consume events --from start --to end")
                .paragraph("Work with a cluster under a name, and be asked for it before anything there is changed:")
                .example("takhin context add prod --bootstrap db1:7070,db2:7070 --protected --use\n"
                        + "takhin topic delete old --confirm-cluster prod")
                .paragraph("In a script, tell what may be tried again from what may not:")
                .example("""
                    takhin topic create events --if-not-exists || case $? in
                      6|7) echo 'nothing changed; later' ;;
                      9)   echo 'perhaps changed; look first' ;;
                      *)   exit 1 ;;
                    esac\
                    """);
    }
}
