package io.takhin.common.admin.debug;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What a node tells of itself for a bundle.
 *
 * @param nodeId which node
 * @param files what it tells
 */
@Doc("What a node tells of itself for a bundle: texts that a person reads, secrets redacted.")
public record DebugDump(
        @Doc("The id of the node.") String nodeId,

        @Doc("Its configuration, its JVM, its threads, its recent log and more, each under a name of its own.")
        List<File> files) {

    /** Copies the list. */
    public DebugDump {
        files = List.copyOf(files);
    }

    /** Asks for it. */
    @Doc("Nothing to say.")
    public record Request() {}

    /**
     * One text.
     *
     * @param name a file name without a folder
     * @param text its content
     */
    @Doc("One text.")
    public record File(
            @Doc("A file name, without a folder.") String name,
            @Doc("What is in it.") String text) {}
}
