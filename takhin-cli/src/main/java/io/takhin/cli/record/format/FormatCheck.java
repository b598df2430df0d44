package io.takhin.cli.record.format;

import io.takhin.common.json.Doc;
import org.jspecify.annotations.Nullable;

/**
 * What is to say about a format.
 *
 * @param format as it was typed
 * @param writable whether consume can use it
 * @param readable whether produce can use it
 * @param problem why produce can't
 */
@Doc("What is to say about a record format.")
public record FormatCheck(
        @Doc("The format, as it was typed.") String format,
        @Doc("Whether consume can use it.") boolean writable,
        @Doc("Whether produce can use it.") boolean readable,
        @Doc("Why produce can't use it.") @Nullable String problem) {}
