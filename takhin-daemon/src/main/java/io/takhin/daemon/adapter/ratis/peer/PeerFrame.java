package io.takhin.daemon.adapter.ratis.peer;

import org.apache.ratis.thirdparty.com.google.protobuf.CodedInputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** What came in one frame. The bytes are its own; a message that is parsed from them keeps them. */
record PeerFrame(PeerKind kind, long call, byte[] body) {

    /** The message, whose byte strings are views of the frame's: the payload of an entry is not copied. */
    <T> T message(Parser<T> parser) throws InvalidProtocolBufferException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(body).newCodedInput();
        input.enableAliasing(true);
        return parser.parseFrom(input);
    }
}
