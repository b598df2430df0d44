/** Consumer groups as operators see them. */
@NullMarked
package io.takhin.daemon.port.group;

import org.jspecify.annotations.NullMarked;
