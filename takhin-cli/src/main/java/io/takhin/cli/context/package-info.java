/** Commands about contexts: clusters by names of a person's own. */
@NullMarked
package io.takhin.cli.context;

import org.jspecify.annotations.NullMarked;
