package io.takhin.daemon.adapter.kafka.topic;

import io.takhin.daemon.port.ChangeOptions;
import java.time.Duration;

/** From the timeouts that clients send to ones that make sense. */
final class ChangeTimeouts {

    private static final int MS_MAX = 300_000;

    private ChangeTimeouts() {}

    static ChangeOptions options(boolean validateOnly, int timeoutMs) {
        return new ChangeOptions(validateOnly, Duration.ofMillis(Math.clamp(timeoutMs, 1, MS_MAX)));
    }
}
