/** Compares replicas. */
@NullMarked
package io.takhin.daemon.adapter.ratis.verify;

import org.jspecify.annotations.NullMarked;
