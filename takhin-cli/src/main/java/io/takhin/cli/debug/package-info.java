/** What others need to help: everything worth knowing of a cluster in one file. */
@NullMarked
package io.takhin.cli.debug;

import org.jspecify.annotations.NullMarked;
