/** Saves a cluster's topics and records to a file, and looks at such files. */
@NullMarked
package io.takhin.cli.snapshot;

import org.jspecify.annotations.NullMarked;
