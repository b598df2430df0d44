package io.takhin.cli.about;

import io.takhin.common.json.Doc;

/**
 * Which program this is.
 *
 * @param version its version
 * @param java the Java it runs on
 */
@Doc("Which program this is.")
public record VersionInfo(
        @Doc("Its version.") String version,
        @Doc("The version of Java that it runs on.") String java) {}
