package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;

/** A peer answered that it can't do what it was asked; the connection is in order. */
public final class PeerRefusalException extends IOException {

    private static final long serialVersionUID = 1L;

    PeerRefusalException(String why) {
        super(why);
    }
}
