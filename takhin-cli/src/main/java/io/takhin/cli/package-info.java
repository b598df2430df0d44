/** The command line: each command parses its words, calls the admin client and hands a record to a renderer. */
@NullMarked
package io.takhin.cli;

import org.jspecify.annotations.NullMarked;
