package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import io.takhin.daemon.adapter.ratis.propose.PeerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** What a group answers its peers: entries they want proposed, calls of their adapters, and questions. */
final class PeerAnswers {

    private final RaftGroupId id;
    private final GroupMachine machine;
    private final Checkpointer checkpointer;
    private final Executor background;
    private final GroupEvents events;

    PeerAnswers(RaftGroupId id, GroupStateMachine.Parts parts) {
        this.id = id;
        this.machine = parts.machine();
        this.checkpointer = parts.checkpointer();
        this.background = parts.background();
        this.events = parts.events();
    }

    /** Answers a message; questions are answered in the background. */
    CompletableFuture<Message> answer(ByteString message) {
        var content = PeerMessage.content(message);
        if (PeerMessage.isProposal(message)) {
            // In this thread, which keeps the order of what one peer sends.
            return events.propose(id, content).thenApply(outcome -> Message.valueOf(PeerMessage.answer(outcome)));
        }
        if (PeerMessage.isCall(message)) {
            return events.call(content).thenApply(Message::valueOf);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        var question = content.asReadOnlyByteBuffer();
                        return Message.valueOf(UnsafeByteOperations.unsafeWrap(answer(question)));
                    } catch (IOException | RuntimeException e) {
                        // Any other exception would end the stream, and with it what others wait for.
                        throw new CompletionException(new StateMachineException(e.getMessage(), e));
                    }
                },
                background);
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        var json = new byte[question.remaining()];
        question.duplicate().get(json);
        return switch (RecordJson.read(json, PeerQuestion.class, RecordJson.Unknown.REFUSE)) {
            case PeerQuestion.NewestCheckpoint newest ->
                checkpointer
                        .lend()
                        .orElseThrow(() -> new IOException("there is no checkpoint yet"))
                        .toBytes();
            case PeerQuestion.Hello hello -> events.hello();
            case PeerQuestion.Records records -> {
                checkpointer.extend();
                yield machine.answer(question);
            }
            case PeerQuestion.StartOffset start -> machine.answer(question);
            case PeerQuestion.Join join -> throw new IOException("this node belongs to a cluster already");
            case PeerQuestion.Admit admit -> RecordJson.toBytes(events.admit(admit));
            case PeerQuestion.Extents extents -> events.answer(id, extents);
            case PeerQuestion.Hash hash -> events.answer(id, hash);
            case PeerQuestion.TakeCheckpoint take -> events.answer(id, take);
        };
    }
}
