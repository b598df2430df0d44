/** The file that a cluster's topics and records are saved to. */
@NullMarked
package io.takhin.common.snapshot;

import org.jspecify.annotations.NullMarked;
