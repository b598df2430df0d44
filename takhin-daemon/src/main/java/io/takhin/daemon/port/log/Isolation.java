package io.takhin.daemon.port.log;

/** How far a read goes. */
public enum Isolation {
    /** Up to the high watermark. */
    READ_UNCOMMITTED,
    /** Up to the last stable offset (KIP-98). */
    READ_COMMITTED
}
