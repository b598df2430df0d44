/** Requests and replies about members of the cluster and its leaders. */
@NullMarked
package io.takhin.common.admin.member;

import org.jspecify.annotations.NullMarked;
