/** Configs of topics and nodes as they are shown. */
@NullMarked
package io.takhin.common.model.config;

import org.jspecify.annotations.NullMarked;
