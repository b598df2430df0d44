package io.takhin.cli.cluster;

import io.takhin.common.json.Doc;

/**
 * What {@code wait} saw.
 *
 * @param condition what it waited for
 * @param observed the state that made it true
 * @param waitedMs how long it took
 */
@Doc("The condition that holds now.")
public record WaitResult(
        @Doc("The condition, as it was typed.") String condition,
        @Doc("What was observed.") String observed,
        @Doc("How long it took, in ms.") long waitedMs) {}
