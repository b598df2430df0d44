package io.takhin.cli.command;

import java.util.List;

/** What a word can be, for completion. */
public sealed interface Completes {

    /** Anything: nothing is offered. */
    Completes NOTHING = new Words(List.of());

    /** A file. */
    Completes FILE = new Live(Kind.FILE);

    /** A folder. */
    Completes FOLDER = new Live(Kind.FOLDER);

    /** A topic of the cluster. */
    Completes TOPIC = new Live(Kind.TOPIC);

    /** A consumer group of the cluster. */
    Completes GROUP = new Live(Kind.GROUP);

    /** A server of the cluster, by its id. */
    Completes SERVER = new Live(Kind.SERVER);

    /** A context of this person. */
    Completes CONTEXT = new Live(Kind.CONTEXT);

    /** A command of this program. */
    Completes COMMAND = new Live(Kind.COMMAND);

    /**
     * One of these.
     *
     * @param words all of them
     */
    record Words(List<String> words) implements Completes {}

    /**
     * Something that lives outside the command line.
     *
     * @param kind what
     */
    record Live(Kind kind) implements Completes {}

    /** What lives outside the command line. */
    enum Kind {
        /** A file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A topic of the cluster. */
        TOPIC,
        /** A consumer group of the cluster. */
        GROUP,
        /** A server of the cluster, by its id. */
        SERVER,
        /** A context of this person. */
        CONTEXT,
        /** A command of this program. */
        COMMAND
    }
}
