/** The commands about consumer groups. */
@NullMarked
package io.takhin.cli.group;

import org.jspecify.annotations.NullMarked;
