/** The live view of a cluster. */
@NullMarked
package io.takhin.cli.top;

import org.jspecify.annotations.NullMarked;
