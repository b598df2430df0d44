/** What the replicas make of committed entries. */
@NullMarked
package io.takhin.daemon.adapter.ratis.apply;

import org.jspecify.annotations.NullMarked;
