/** Metadata stores: in Chronicle Map's memory-mapped file, and on the heap. */
@NullMarked
package io.takhin.daemon.adapter.metadata;

import org.jspecify.annotations.NullMarked;
