package io.takhin.common.snapshot;

/**
 * What stands last in a snapshot; without it the file is torn off.
 *
 * @param batches how many frames of batches came before
 * @param bytes how many bytes of batches they had
 */
public record SnapshotEnd(long batches, long bytes) {}
