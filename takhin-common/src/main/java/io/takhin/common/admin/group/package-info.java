/** Requests and replies of the methods about consumer groups. */
@NullMarked
package io.takhin.common.admin.group;

import org.jspecify.annotations.NullMarked;
