/** APIs that show and change configs. */
@NullMarked
package io.takhin.daemon.adapter.kafka.config;

import org.jspecify.annotations.NullMarked;
