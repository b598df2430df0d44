/** Records from an input into topics. */
@NullMarked
package io.takhin.cli.record.produce;

import org.jspecify.annotations.NullMarked;
