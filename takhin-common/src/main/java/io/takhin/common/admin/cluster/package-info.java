/** Requests and replies about the cluster and its health. */
@NullMarked
package io.takhin.common.admin.cluster;

import org.jspecify.annotations.NullMarked;
