/** Measurements with a verdict. */
@NullMarked
package io.takhin.cli.check;

import org.jspecify.annotations.NullMarked;
