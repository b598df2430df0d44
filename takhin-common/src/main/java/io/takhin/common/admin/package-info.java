/** The admin RPC: its methods, requests, replies and frames. */
@NullMarked
package io.takhin.common.admin;

import org.jspecify.annotations.NullMarked;
