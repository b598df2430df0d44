/** The record format language: what one record looks like in text or bytes. */
@NullMarked
package io.takhin.cli.record.format;

import org.jspecify.annotations.NullMarked;
