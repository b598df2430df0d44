/** How what takes long shows that it gets on. */
@NullMarked
package io.takhin.cli.progress;

import org.jspecify.annotations.NullMarked;
