package io.takhin.daemon.adapter.storage;

import org.apache.kafka.storage.internals.log.LogValidator;

/** Counts nothing: a refusal is counted where it is answered. */
enum UnmeteredValidation implements LogValidator.MetricsRecorder {
    INSTANCE;

    @Override
    public void recordInvalidMagic() {
        // The refusal says so.
    }

    @Override
    public void recordInvalidOffset() {
        // The refusal says so.
    }

    @Override
    public void recordInvalidSequence() {
        // The refusal says so.
    }

    @Override
    public void recordInvalidChecksums() {
        // The refusal says so.
    }

    @Override
    public void recordNoKeyCompactedTopic() {
        // The refusal says so.
    }
}
