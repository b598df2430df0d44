/** What stands between commands and the admin client: protected contexts, and the names that replies hold. */
@NullMarked
package io.takhin.cli.client;

import org.jspecify.annotations.NullMarked;
