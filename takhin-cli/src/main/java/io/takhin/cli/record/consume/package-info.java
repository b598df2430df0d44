/** Records from topics to an output. */
@NullMarked
package io.takhin.cli.record.consume;

import org.jspecify.annotations.NullMarked;
