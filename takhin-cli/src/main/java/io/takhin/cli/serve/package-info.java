/** The daemon's command, the only one that reaches into the daemon. */
@NullMarked
package io.takhin.cli.serve;

import org.jspecify.annotations.NullMarked;
