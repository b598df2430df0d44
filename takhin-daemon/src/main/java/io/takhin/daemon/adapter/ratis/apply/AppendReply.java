package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.log.Appended;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * What became of each item of an {@link AppendEntry}. It lives between the nodes of one version only. Per item:
 *
 * <pre>
 * u8 0 (appended) or 1 (duplicate) | i64 base offset | i64 end offset | i64 start offset
 * u8 2 (refused) | i32 length | reason and message in UTF-8
 * </pre>
 */
public final class AppendReply {

    private static final byte APPENDED = 0;
    private static final byte DUPLICATE = 1;
    private static final byte REFUSED = 2;

    private AppendReply() {}

    /** Writes the outcomes; none of them is unknown. */
    static ByteString toBytes(List<Outcome<Appended>> outcomes) {
        int size = 0;
        for (var outcome : outcomes) {
            size += outcome instanceof Outcome.Rejected<Appended>(var rejection) ? 5 + utf8(rejection).length : 25;
        }
        var bytes = ByteBuffer.allocate(size);
        outcomes.forEach(outcome -> write(bytes, outcome));
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    private static void write(ByteBuffer bytes, Outcome<Appended> outcome) {
        switch (outcome) {
            case Outcome.Done<Appended>(var done) ->
                bytes.put(done.duplicate() ? DUPLICATE : APPENDED)
                        .putLong(done.baseOffset())
                        .putLong(done.endOffsetExclusive())
                        .putLong(done.startOffset());
            case Outcome.Rejected<Appended>(var rejection) -> {
                var message = utf8(rejection);
                bytes.put(REFUSED).putInt(message.length).put(message);
            }
            case Outcome.Unknown<Appended> unknown -> throw new IllegalArgumentException("not decided: " + unknown);
        }
    }

    /** Reads the outcomes back, without append times. */
    public static List<Outcome<Appended>> read(ByteBuffer bytes) {
        var outcomes = new ArrayList<Outcome<Appended>>();
        while (bytes.hasRemaining()) {
            byte kind = bytes.get();
            outcomes.add(
                    kind == REFUSED
                            ? refused(bytes)
                            : Outcome.done(new Appended(
                                    bytes.getLong(), bytes.getLong(), -1, bytes.getLong(), kind == DUPLICATE)));
        }
        return outcomes;
    }

    private static Outcome<Appended> refused(ByteBuffer bytes) {
        var message = new byte[bytes.getInt()];
        bytes.get(message);
        return new Outcome.Rejected<>(RejectionText.parse(new String(message, StandardCharsets.UTF_8)));
    }

    private static byte[] utf8(Rejection rejection) {
        return RejectionText.of(rejection).getBytes(StandardCharsets.UTF_8);
    }
}
