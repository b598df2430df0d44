/** What the daemon and the command line share: model, configuration, the admin protocol and its client. */
@NullMarked
package io.takhin.common;

import org.jspecify.annotations.NullMarked;
