package io.takhin.daemon.port;

/**
 * Producer ids for one owner (KIP-98).
 *
 * @param first the first of them
 * @param count how many, 1 or more
 */
public record ProducerIdBlock(long first, int count) {}
