/** What a person has set up and what is remembered for them: contexts, folders, names that commands saw. */
@NullMarked
package io.takhin.cli.user;

import org.jspecify.annotations.NullMarked;
