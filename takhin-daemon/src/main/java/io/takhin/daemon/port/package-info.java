/** What the protocol handlers write through and read from. */
@NullMarked
package io.takhin.daemon.port;

import org.jspecify.annotations.NullMarked;
