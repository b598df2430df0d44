/** The commands about takhin itself. */
@NullMarked
package io.takhin.cli.about;

import org.jspecify.annotations.NullMarked;
