/** Where a command reads and writes: the process's streams, its environment, its colours. */
@NullMarked
package io.takhin.cli.console;

import org.jspecify.annotations.NullMarked;
