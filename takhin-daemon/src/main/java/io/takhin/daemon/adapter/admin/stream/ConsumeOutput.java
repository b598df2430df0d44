package io.takhin.daemon.adapter.admin.stream;

import io.takhin.common.admin.stream.ConsumeMessage;
import io.takhin.common.admin.stream.Frame;
import io.takhin.common.http.ChunkedOutput;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The frames of a consume stream on their way out. One thread writes. */
final class ConsumeOutput {

    private final ChunkedOutput out;
    private final DataOutputStream data;

    ConsumeOutput(HttpExchange exchange) throws IOException {
        this.out = exchange.stream(Streams.FRAMES);
        this.data = new DataOutputStream(out);
    }

    void say(ConsumeMessage message) throws IOException {
        Frame.write(data, new Frame.Message(RecordJson.toBytes(message)));
    }

    /** Sends batches from position to limit. */
    void batches(int index, ByteBuffer batches) throws IOException {
        Frame.writeBatchesHeader(data, 0, index, batches.remaining());
        out.write(batches);
    }

    void flush() throws IOException {
        out.flush();
    }
}
