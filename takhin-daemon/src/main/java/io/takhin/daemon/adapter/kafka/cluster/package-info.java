/** APIs that say what there is: nodes, topics, leaders, folders. */
@NullMarked
package io.takhin.daemon.adapter.kafka.cluster;

import org.jspecify.annotations.NullMarked;
