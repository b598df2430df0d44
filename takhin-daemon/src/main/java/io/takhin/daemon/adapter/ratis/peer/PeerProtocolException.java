package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;

/** What came on a connection is not of this protocol. */
final class PeerProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    PeerProtocolException(String what) {
        super(what);
    }
}
