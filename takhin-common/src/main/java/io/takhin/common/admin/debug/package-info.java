/** What a node tells of itself for a bundle that someone else is to look at. */
@NullMarked
package io.takhin.common.admin.debug;

import org.jspecify.annotations.NullMarked;
