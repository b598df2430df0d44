/** Who belongs to the cluster and who leads. */
@NullMarked
package io.takhin.daemon.adapter.ratis.membership;

import org.jspecify.annotations.NullMarked;
