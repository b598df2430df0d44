/** The commands about the cluster. */
@NullMarked
package io.takhin.cli.cluster;

import org.jspecify.annotations.NullMarked;
