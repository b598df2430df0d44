/** Completion scripts for shells, made from the commands themselves. */
@NullMarked
package io.takhin.cli.complete;

import org.jspecify.annotations.NullMarked;
