/** Records as lines of JSON, read and written without a string per record. */
@NullMarked
package io.takhin.cli.record.json;

import org.jspecify.annotations.NullMarked;
