package io.takhin.daemon.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonGenerator;
import io.takhin.common.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * One line of JSON for each event: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code message}, the
 * event's own keys as members beside them, and {@code error} with the stack. Logback's encoder puts the keys into a
 * list of objects, which log stores can't search.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

    private static final Set<String> RESERVED = Set.of("time", "level", "logger", "thread", "message", "error");

    private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

    @Override
    public void start() {
        stacks.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new ByteArrayOutputStream(256);
        try (var json = RecordJson.factory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", event.getInstant().toString());
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            json.writeStringField("message", event.getFormattedMessage());
            writeKeys(json, event);
            if (event.getThrowableProxy() != null) {
                json.writeStringField("error", stacks.convert(event).strip());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void writeKeys(JsonGenerator json, ILoggingEvent event) throws IOException {
        var pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (var pair : pairs) {
            json.writeFieldName(RESERVED.contains(pair.key) ? pair.key + "_" : pair.key);
            switch (pair.value) {
                case null -> json.writeNull();
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Boolean truth -> json.writeBoolean(truth);
                default -> json.writeString(pair.value.toString());
            }
        }
    }
}
