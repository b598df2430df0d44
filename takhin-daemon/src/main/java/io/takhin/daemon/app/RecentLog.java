package io.takhin.daemon.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines of the log in memory, for who asks what went on before. Any thread. */
final class RecentLog extends AppenderBase<ILoggingEvent> {

    private static final int EVENTS_MAX = 5000;
    private static final int CHARS_MAX = 1 << 20;

    private final Encoder<ILoggingEvent> encoder;

    /** Guarded by itself, and so is the count of its characters. */
    private final Deque<String> events = new ArrayDeque<>();

    private int chars;

    RecentLog(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        var text = new String(encoder.encode(event), StandardCharsets.UTF_8);
        synchronized (events) {
            events.addLast(text);
            chars += text.length();
            while (events.size() > EVENTS_MAX || (chars > CHARS_MAX && events.size() > 1)) {
                chars -= events.removeFirst().length();
            }
        }
    }

    /** What it keeps, oldest first. */
    String text() {
        synchronized (events) {
            return String.join("", events);
        }
    }
}
