/** Many commands in one process: from a file, or typed by a person. */
@NullMarked
package io.takhin.cli.shell;

import org.jspecify.annotations.NullMarked;
