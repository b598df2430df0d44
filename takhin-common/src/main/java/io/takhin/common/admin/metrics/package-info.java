/** What a node counts and measures, and the arithmetic on two readings of it. */
@NullMarked
package io.takhin.common.admin.metrics;

import org.jspecify.annotations.NullMarked;
