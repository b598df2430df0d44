package io.takhin.cli.config;

import io.takhin.common.json.Doc;

/**
 * What was found in a configuration file.
 *
 * @param file the file
 * @param valid whether it can be used
 * @param keys how many keys it sets
 */
@Doc("What was found in a configuration file.")
public record ConfigValidation(
        @Doc("The file.") String file,

        @Doc("Whether the daemon would take it; otherwise the command fails.")
        boolean valid,

        @Doc("How many keys it sets.") int keys) {}
