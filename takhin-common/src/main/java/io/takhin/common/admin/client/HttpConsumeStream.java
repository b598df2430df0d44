package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Frames of batches that come down as a chunked response. */
final class HttpConsumeStream implements ConsumeStream {

    private static final String WHAT = "consume";

    private final Connector connector;
    private final Link link;
    private final FrameInput in;
    private final ConsumeMessage.Opened opened;
    private boolean ended;

    private HttpConsumeStream(Connector connector, Link link, ConsumeRequest request, Deadline deadline)
            throws IOException {
        this.connector = connector;
        this.link = link;
        link.send(HttpAdminClient.path(WHAT), deadline, RecordJson.toBytes(request), false);
        var response = link.receive(deadline);
        if (!response.ok()) {
            throw new TakhinException(response.error());
        }
        this.in = new FrameInput(link, response.body());
        this.opened = awaitOpened(deadline);
    }

    static HttpConsumeStream open(Connector connector, ConsumeRequest request, Deadline deadline) {
        return connector.stream(deadline, link -> new HttpConsumeStream(connector, link, request, deadline));
    }

    /** It takes as long as topics are waited for. */
    private ConsumeMessage.Opened awaitOpened(Deadline deadline) throws IOException {
        while (true) {
            switch (parse(in.next(deadline).orElseThrow(HttpConsumeStream::tornOff))) {
                case ConsumeMessage.Opened answer -> {
                    return answer;
                }
                case ConsumeMessage.Failed(var error) -> throw new TakhinException(error);
                case ConsumeMessage.Alive alive -> {
                    // Still waiting.
                }
                case ConsumeMessage.Ended end -> throw new IOException("the stream ended before it was open");
            }
        }
    }

    @Override
    public ConsumeMessage.Opened opened() {
        return opened;
    }

    @Override
    public Optional<Frame.Batches> next(Duration timeout) {
        var deadline = Deadline.in(timeout);
        try {
            while (!ended) {
                var frame = in.next(deadline).orElseThrow(HttpConsumeStream::tornOff);
                if (frame instanceof Frame.Batches batches) {
                    return Optional.of(batches);
                }
                switch (parse(frame)) {
                    case ConsumeMessage.Ended end -> ended = true;
                    case ConsumeMessage.Failed(var error) -> throw new TakhinException(error);
                    case ConsumeMessage.Alive alive -> {
                        // That it came is all it says.
                    }
                    case ConsumeMessage.Opened again -> throw new IOException("the stream was opened twice");
                }
            }
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            throw TakhinException.of(ErrorCode.DEADLINE, "no records before the deadline");
        } catch (IOException e) {
            throw new TakhinException(Failures.lost(link.endpoint(), WHAT, Applied.NO, e), e);
        }
    }

    @Override
    public void close() {
        connector.release(link);
    }

    private static IOException tornOff() {
        return new IOException("the server ended the stream");
    }

    private static ConsumeMessage parse(Frame frame) throws IOException {
        if (frame instanceof Frame.Message(var json)) {
            return Messages.read(json, ConsumeMessage.class);
        }
        throw new IOException("batches came before the stream was open");
    }
}
