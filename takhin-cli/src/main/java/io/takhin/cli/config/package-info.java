/** Commands about settings: where each value comes from, and whether a file is right. */
@NullMarked
package io.takhin.cli.config;

import org.jspecify.annotations.NullMarked;
