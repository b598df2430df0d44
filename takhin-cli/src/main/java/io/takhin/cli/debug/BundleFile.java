package io.takhin.cli.debug;

import io.takhin.cli.output.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A file of a bundle.
 *
 * @param name its path in the bundle
 * @param content what is in it
 */
record BundleFile(String name, byte[] content) {

    static BundleFile text(String name, String text) {
        return new BundleFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A reply, as {@code -o json} would print it. */
    static BundleFile json(String name, Record reply) throws IOException {
        return new BundleFile(name, Documents.json(reply));
    }
}
