package io.takhin.daemon.adapter.ratis.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;

/**
 * Why a peer has no answer: {@code u8 reason | text in UTF-8}. Two reasons are told apart, as who asks goes on in
 * another way then; all others are a {@link PeerRefusalException}.
 */
final class PeerFailure {

    private static final byte OTHER = 0;
    private static final byte GROUP_MISMATCH = 1;
    private static final byte NOT_READY = 2;

    private PeerFailure() {}

    static byte[] bytes(Throwable failure) {
        var text = (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                .getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[1 + text.length];
        bytes[0] = switch (failure) {
            case GroupMismatchException _ -> GROUP_MISMATCH;
            case ServerNotReadyException _ -> NOT_READY;
            default -> OTHER;
        };
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    static IOException of(byte[] bytes) {
        if (bytes.length == 0) {
            return new PeerRefusalException("no reason was given");
        }
        var text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        return switch (bytes[0]) {
            case GROUP_MISMATCH -> new GroupMismatchException(text);
            case NOT_READY -> new ServerNotReadyException(text);
            default -> new PeerRefusalException(text);
        };
    }
}
