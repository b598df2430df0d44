/** What a command is: its description, the words it takes, and the tree of all commands. */
@NullMarked
package io.takhin.cli.command;

import org.jspecify.annotations.NullMarked;
