/** The methods about consumer groups. */
@NullMarked
package io.takhin.daemon.adapter.admin.group;

import org.jspecify.annotations.NullMarked;
