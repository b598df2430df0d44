/** Kafka's record batches, format 2, written and read without an object per record. */
@NullMarked
package io.takhin.cli.record.batch;

import org.jspecify.annotations.NullMarked;
