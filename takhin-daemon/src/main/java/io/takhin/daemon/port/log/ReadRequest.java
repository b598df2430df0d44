package io.takhin.daemon.port.log;

/**
 * What to read.
 *
 * @param offset where to start; the first batch returned may begin before it
 * @param bytesMax how many bytes at most, 1 or more
 * @param atLeastOneBatch whether a first batch larger than {@code bytesMax} is returned all the same, so that a reader
 *     always gets on (KIP-74)
 * @param isolation how far to read
 */
public record ReadRequest(long offset, int bytesMax, boolean atLeastOneBatch, Isolation isolation) {}
