package io.takhin.cli.debug;

import io.takhin.common.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code debug bundle} collected.
 *
 * @param file where it is
 * @param sizeBytes how large the archive is
 * @param dryRun whether it was only listed
 * @param files what is in it
 * @param nodes whom it asked
 */
@Doc("What debug bundle collected.")
record BundleResult(
        @Doc("The archive; with a dry run where it would be.")
        String file,

        @Doc("How large it is, in bytes; 0 with a dry run.") long sizeBytes,

        @Doc("Whether the files were only listed.") boolean dryRun,
        @Doc("The files in it, in order.") List<Entry> files,
        @Doc("The nodes.") List<Node> nodes) {

    BundleResult {
        files = List.copyOf(files);
        nodes = List.copyOf(nodes);
    }

    /**
     * A file.
     *
     * @param name its path in the archive
     * @param sizeBytes how large it is
     */
    @Doc("A file of the bundle.")
    record Entry(
            @Doc("Its path in the archive.") String name,
            @Doc("How large it is, uncompressed, in bytes.") long sizeBytes) {}

    /**
     * A node.
     *
     * @param id its id
     * @param address its admin address
     * @param reached whether it answered
     * @param problem why not
     */
    @Doc("A node of the cluster.")
    record Node(
            @Doc("Its id.") String id,
            @Doc("Its admin address.") String address,
            @Doc("Whether it answered.") boolean reached,

            @Doc("Why it did not answer; absent when it did.") @Nullable
            String problem) {}
}
