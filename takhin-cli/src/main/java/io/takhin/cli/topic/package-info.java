/** The commands about topics. */
@NullMarked
package io.takhin.cli.topic;

import org.jspecify.annotations.NullMarked;
