/** The daemon: a pure core, the ports it speaks through, the adapters behind them, and the app that wires them. */
@NullMarked
package io.takhin.daemon;

import org.jspecify.annotations.NullMarked;
