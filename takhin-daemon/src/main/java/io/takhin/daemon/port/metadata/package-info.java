/** Where metadata is kept: the log of its commands and what it materialises to. */
@NullMarked
package io.takhin.daemon.port.metadata;

import org.jspecify.annotations.NullMarked;
