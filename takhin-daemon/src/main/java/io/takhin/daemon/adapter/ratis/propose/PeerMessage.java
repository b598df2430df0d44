package io.takhin.daemon.adapter.ratis.propose;

import io.takhin.daemon.adapter.ratis.apply.RejectionText;
import io.takhin.daemon.core.Outcome;
import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * What goes between peers. The nodes of a cluster run versions that agree on it.
 *
 * <pre>
 * request: u8 1 | question in JSON             answer: the answer's bytes
 * request: u8 2 | entry to propose             answer: u8 0 | what applying it gave
 *                                                      u8 1 | reason and message in UTF-8      refused
 *                                                      u8 2 | message in UTF-8                 unknown
 * request: u8 3 | an adapter's request         answer: the adapter's answer
 * </pre>
 */
public final class PeerMessage {

    private static final ByteString QUESTION = ByteString.copyFrom(new byte[] {1});
    private static final ByteString PROPOSE = ByteString.copyFrom(new byte[] {2});
    private static final ByteString CALL = ByteString.copyFrom(new byte[] {3});
    private static final byte DONE = 0;
    private static final byte REJECTED = 1;
    private static final byte UNKNOWN = 2;

    private PeerMessage() {}

    static ByteString question(byte[] json) {
        return QUESTION.concat(UnsafeByteOperations.unsafeWrap(json));
    }

    static ByteString propose(ByteString entry) {
        return PROPOSE.concat(entry);
    }

    static ByteString call(ByteBuffer request) {
        return CALL.concat(UnsafeByteOperations.unsafeWrap(request));
    }

    /** Whether a request is an adapter's to its like. */
    public static boolean isCall(ByteString request) {
        return request.startsWith(CALL);
    }

    /** Whether a request has an entry to propose; else it is a question. */
    public static boolean isProposal(ByteString request) {
        return request.startsWith(PROPOSE);
    }

    /** What is behind the kind. */
    public static ByteString content(ByteString request) {
        return request.substring(1);
    }

    /** The answer to a proposal. */
    public static ByteString answer(Outcome<ByteString> outcome) {
        return switch (outcome) {
            case Outcome.Done<ByteString>(var reply) ->
                ByteString.copyFrom(new byte[] {DONE}).concat(reply);
            case Outcome.Rejected<ByteString>(var rejection) ->
                ByteString.copyFrom(new byte[] {REJECTED}).concat(ByteString.copyFromUtf8(RejectionText.of(rejection)));
            case Outcome.Unknown<ByteString>(var message) ->
                ByteString.copyFrom(new byte[] {UNKNOWN}).concat(ByteString.copyFromUtf8(message));
        };
    }

    static Outcome<ByteString> outcome(ByteString answer) {
        return switch (answer.byteAt(0)) {
            case DONE -> Outcome.done(answer.substring(1));
            case REJECTED ->
                new Outcome.Rejected<>(RejectionText.parse(answer.substring(1).toStringUtf8()));
            default -> new Outcome.Unknown<>(answer.substring(1).toStringUtf8());
        };
    }
}
