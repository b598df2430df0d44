package io.takhin.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Puts {@code "schemaVersion"} first into the outermost object. */
final class Versioned extends JsonGeneratorDelegate {

    /** Grows only when a member changes its meaning; new members do not count. */
    static final int SCHEMA_VERSION = 1;

    private boolean written;

    Versioned(JsonGenerator delegate) {
        super(delegate);
    }

    @Override
    public void writeStartObject() throws IOException {
        super.writeStartObject();
        if (!written) {
            written = true;
            writeNumberField("schemaVersion", SCHEMA_VERSION);
        }
    }
}
