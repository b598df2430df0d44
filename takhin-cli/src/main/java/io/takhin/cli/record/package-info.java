/** The commands that move records. */
@NullMarked
package io.takhin.cli.record;

import org.jspecify.annotations.NullMarked;
