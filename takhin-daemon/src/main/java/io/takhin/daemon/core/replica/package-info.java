/** What every replica of a data group decides alike: which batches go in, where, and what is a retry. */
@NullMarked
package io.takhin.daemon.core.replica;

import org.jspecify.annotations.NullMarked;
