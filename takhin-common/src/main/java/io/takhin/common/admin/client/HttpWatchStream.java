package io.takhin.common.admin.client;

import io.takhin.common.admin.stream.Frame;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.admin.stream.WatchUpdate;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** States that come down as lines of JSON. */
final class HttpWatchStream implements WatchStream {

    private static final String WHAT = "watch";

    private final Connector connector;
    private final Link link;
    private final InputStream body;

    // What has come of the next line; a deadline within a line loses nothing.
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Silence silence = new Silence();

    private HttpWatchStream(Connector connector, Link link, WatchRequest request, Deadline deadline)
            throws IOException {
        this.connector = connector;
        this.link = link;
        link.send(HttpAdminClient.path(WHAT), deadline, RecordJson.toBytes(request), false);
        var response = link.receive(deadline);
        if (!response.ok()) {
            throw new TakhinException(response.error());
        }
        this.body = response.body();
    }

    static HttpWatchStream open(Connector connector, WatchRequest request, Deadline deadline) {
        return connector.stream(deadline, link -> new HttpWatchStream(connector, link, request, deadline));
    }

    @Override
    public WatchUpdate next(Duration timeout) {
        link.deadline(silence.begin(Deadline.in(timeout)));
        try {
            var update = Messages.read(readLine(), WatchUpdate.class);
            silence.heard();
            return update;
        } catch (SocketTimeoutException e) {
            throw late(e);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private TakhinException late(SocketTimeoutException timeout) {
        try {
            silence.waited(timeout);
            return TakhinException.of(ErrorCode.DEADLINE, "no news of the cluster before the deadline");
        } catch (IOException e) {
            return lost(e);
        }
    }

    private byte[] readLine() throws IOException {
        while (true) {
            int b = body.read();
            if (b < 0) {
                throw new IOException("the server ended the stream");
            }
            if (b == '\n') {
                var bytes = line.toByteArray();
                line.reset();
                return bytes;
            }
            if (line.size() == Frame.MESSAGE_BYTES_MAX) {
                throw new IOException("a line is longer than " + Frame.MESSAGE_BYTES_MAX + " bytes");
            }
            line.write(b);
        }
    }

    private TakhinException lost(IOException e) {
        return new TakhinException(Failures.lost(link.endpoint(), WHAT, Applied.NO, e), e);
    }

    @Override
    public void close() {
        connector.release(link);
    }
}
