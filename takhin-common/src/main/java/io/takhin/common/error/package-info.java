/** The one error model: code, message, retryable, applied, hint. */
@NullMarked
package io.takhin.common.error;

import org.jspecify.annotations.NullMarked;
