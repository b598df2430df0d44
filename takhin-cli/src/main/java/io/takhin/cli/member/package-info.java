/** Commands about the members of a cluster and its leaders. */
@NullMarked
package io.takhin.cli.member;

import org.jspecify.annotations.NullMarked;
