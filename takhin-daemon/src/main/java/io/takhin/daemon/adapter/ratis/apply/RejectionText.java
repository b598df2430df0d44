package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.core.Rejection;

/** A refusal as text between nodes: the reason's name, a line break, the message. */
public final class RejectionText {

    private RejectionText() {}

    /** Writes one. */
    public static String of(Rejection rejection) {
        return rejection.reason().name() + "\n" + rejection.message();
    }

    /** Reads it back. */
    public static Rejection parse(String text) {
        int end = text.indexOf('\n');
        return new Rejection(Rejection.Reason.valueOf(text.substring(0, end)), text.substring(end + 1));
    }
}
