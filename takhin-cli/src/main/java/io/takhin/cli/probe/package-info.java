/** Asks every node of a cluster the same, where others ask the first that answers. */
@NullMarked
package io.takhin.cli.probe;

import org.jspecify.annotations.NullMarked;
