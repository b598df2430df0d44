/** From the words of a command line to an exit code. */
@NullMarked
package io.takhin.cli.run;

import org.jspecify.annotations.NullMarked;
