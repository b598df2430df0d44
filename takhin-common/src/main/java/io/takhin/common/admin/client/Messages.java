package io.takhin.common.admin.client;

import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import java.io.IOException;

/** Reads what a server says on a stream. */
final class Messages {

    private Messages() {}

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return RecordJson.read(json, type, RecordJson.Unknown.IGNORE);
        } catch (JsonFormatException e) {
            throw new IOException("a message that is not understood: " + e.getMessage(), e);
        }
    }
}
