package io.takhin.cli.check;

import io.takhin.common.admin.metrics.Latency.Bucket;
import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What {@code check perf} found.
 *
 * @param pass the verdict
 * @param findings why not
 * @param limitUs what the 99th percentile was to keep
 * @param latency what it was
 * @param histogram the same, by bounds
 * @param rateWanted records a second asked for
 * @param rateReached records a second acknowledged
 * @param bytesPerSecond the same in bytes
 * @param recordBytes how large a record was
 * @param sent records sent, warm-up included
 * @param acked those acknowledged
 * @param failed those refused, or of unknown outcome
 * @param elapsedMs how long it measured
 * @param topic the topic it used
 * @param topicDeleted whether that is gone
 */
@Doc("What check perf found.")
record PerfResult(
        @Doc("Whether the check passed.") boolean pass,
        @Doc("Why it did not; empty when it did.") List<Finding> findings,

        @Doc("What the 99th percentile was to keep, in µs.") long limitUs,

        @Doc("From the time a record was due to its acknowledgement, without the warm-up.")
        Percentiles latency,

        @Doc("The same by bounds in steps of 1, 2 and 5.") List<Bucket> histogram,
        @Doc("Records a second asked for.") double rateWanted,
        @Doc("Records a second acknowledged.") double rateReached,

        @Doc("Bytes of values a second acknowledged.") double bytesPerSecond,

        @Doc("How large each record's value was, in bytes.") int recordBytes,
        @Doc("Records sent, the warm-up included.") long sent,
        @Doc("Records acknowledged.") long acked,

        @Doc("Records refused, or of which nobody knows.") long failed,

        @Doc("How long it measured, in ms.") long elapsedMs,
        @Doc("The temporary topic.") String topic,
        @Doc("Whether that is deleted again.") boolean topicDeleted) {

    PerfResult {
        findings = List.copyOf(findings);
        histogram = List.copyOf(histogram);
    }
}
