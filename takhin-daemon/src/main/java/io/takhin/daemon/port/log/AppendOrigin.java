package io.takhin.daemon.port.log;

/** Who wrote a batch, which decides what is checked. */
public enum AppendOrigin {
    /** A producer: sequence numbers and transactions are checked. */
    CLIENT,
    /** A coordinator of this cluster: offsets, group metadata, transaction markers. */
    COORDINATOR
}
