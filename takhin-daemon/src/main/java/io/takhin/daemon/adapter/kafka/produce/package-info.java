/** APIs of producers. */
@NullMarked
package io.takhin.daemon.adapter.kafka.produce;

import org.jspecify.annotations.NullMarked;
