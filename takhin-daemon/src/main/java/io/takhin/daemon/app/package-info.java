/** The daemon put together: the one place that knows more than one adapter. */
@NullMarked
package io.takhin.daemon.app;

import org.jspecify.annotations.NullMarked;
