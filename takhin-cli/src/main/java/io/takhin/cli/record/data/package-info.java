/** One record as it passes by, and the bytes it is made of. */
@NullMarked
package io.takhin.cli.record.data;

import org.jspecify.annotations.NullMarked;
