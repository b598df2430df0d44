/** The daemon's configuration: one record per section, all problems at once, and where each value comes from. */
@NullMarked
package io.takhin.common.config;

import org.jspecify.annotations.NullMarked;
