package io.takhin.common.admin.client;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Puts what went wrong on a connection into words and codes. */
final class Failures {

    private Failures() {}

    /** The cause in a few words. */
    static String cause(IOException e) {
        // No switch over patterns: it makes a class while it runs, 12 ms of a command that finds no daemon.
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (e instanceof EOFException || e instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        var text = text(e);
        return e instanceof ConnectException && text.contains("refused") ? "connection refused" : text;
    }

    private static String text(IOException e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }

    /** Whether the deadline ended the wait; a socket, which counts whole milliseconds, may give up just before it. */
    static boolean late(IOException e, Deadline deadline) {
        return e instanceof SocketTimeoutException || deadline.passed();
    }

    /** A request was sent, or partly, and no answer came. */
    static TakhinException whileWaiting(
            Endpoint endpoint, String what, boolean read, Deadline deadline, IOException e) {
        var applied = read ? Applied.NO : Applied.UNKNOWN;
        if (late(e, deadline)) {
            return new TakhinException(
                    new AdminError(
                            ErrorCode.DEADLINE,
                            what + ": no answer from " + endpoint + " before the deadline",
                            read,
                            applied,
                            read ? "give it longer with --timeout" : "look whether the change was made, then retry"),
                    e);
        }
        return new TakhinException(
                new AdminError(
                        ErrorCode.INTERNAL,
                        what + ": connection to " + endpoint + " lost before the answer: " + cause(e),
                        read,
                        applied,
                        read ? null : "look whether the change was made, then retry"),
                e);
    }

    /** A stream's connection failed. */
    static AdminError lost(Endpoint endpoint, String what, Applied applied, IOException e) {
        return new AdminError(
                ErrorCode.UNREACHABLE,
                what + ": connection to " + endpoint + " lost: " + cause(e),
                true,
                applied,
                null);
    }
}
