/** What the cluster knows of itself, and the pure functions that change it. */
@NullMarked
package io.takhin.daemon.core.metadata;

import org.jspecify.annotations.NullMarked;
