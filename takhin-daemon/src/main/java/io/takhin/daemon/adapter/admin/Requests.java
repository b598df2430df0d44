package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.http.HttpFormatException;
import io.takhin.common.json.JsonFormatException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/** Reads what requests carry. */
public final class Requests {

    /** How large a request's JSON may be, in bytes. */
    public static final int JSON_BYTES_MAX = 1 << 20;

    private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);
    private static final Duration TIMEOUT_MAX = Duration.ofDays(1);

    private Requests() {}

    /** How long the caller waits, or the default. */
    public static Call call(HttpExchange exchange) {
        var text = exchange.field(AdminMethods.TIMEOUT_HEADER);
        if (text.isEmpty()) {
            return Call.within(TIMEOUT_DEFAULT);
        }
        try {
            long ms = Long.parseUnsignedLong(text.get());
            return Call.within(ms >= 0 && ms < TIMEOUT_MAX.toMillis() ? Duration.ofMillis(ms) : TIMEOUT_MAX);
        } catch (NumberFormatException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.USAGE, AdminMethods.TIMEOUT_HEADER + " is no number of milliseconds"), e);
        }
    }

    /** The request in a body; an empty body is an empty object. */
    public static <Q> Q json(HttpExchange exchange, Class<Q> type) throws IOException {
        var bytes = exchange.body().readNBytes(JSON_BYTES_MAX + 1);
        if (bytes.length > JSON_BYTES_MAX) {
            throw new HttpFormatException(413, "the request is larger than " + JSON_BYTES_MAX + " bytes");
        }
        return json(bytes, type);
    }

    /** The request in bytes; none are an empty object. */
    public static <Q> Q json(byte[] bytes, Class<Q> type) {
        try {
            return RecordJson.read(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, type, RecordJson.Unknown.REFUSE);
        } catch (JsonFormatException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, String.valueOf(e.getMessage())), e);
        }
    }
}
