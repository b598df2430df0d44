package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.port.log.Isolation;

/**
 * How much a Fetch brings and how long it waits for it.
 *
 * @param bytesMin with less it waits
 * @param bytesMax it ends with this much, or with one larger batch
 * @param waitMsMax then it ends with what there is
 * @param isolation how far it reads
 */
record FetchLimits(int bytesMin, int bytesMax, long waitMsMax, Isolation isolation) {}
