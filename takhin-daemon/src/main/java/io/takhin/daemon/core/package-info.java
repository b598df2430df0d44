/** The pure part of the daemon: decisions without files, sockets, threads or clocks. */
@NullMarked
package io.takhin.daemon.core;

import org.jspecify.annotations.NullMarked;
