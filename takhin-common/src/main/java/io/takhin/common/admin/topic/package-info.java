/** Requests and replies about topics. */
@NullMarked
package io.takhin.common.admin.topic;

import org.jspecify.annotations.NullMarked;
