package io.takhin.common.admin.metrics;

import io.takhin.common.json.Doc;

/**
 * How a daemon's process is.
 *
 * @param cpus processors it may use
 * @param cpuMs processor time it used
 * @param heapUsedBytes heap in use
 * @param heapMaxBytes how large the heap may get
 * @param directBytes buffers outside the heap
 * @param gcCount garbage collections
 * @param gcMs time they took
 * @param threads platform threads
 * @param openFiles open file descriptors
 * @param openFilesMax how many it may have
 */
@Doc("How a daemon's process is.")
public record ProcessMetrics(
        @Doc("How many processors it may use.") int cpus,

        @Doc("How much processor time it used since it started, in ms.")
        long cpuMs,

        @Doc("How much of the heap is in use, in bytes.") long heapUsedBytes,
        @Doc("How large the heap may get, in bytes.") long heapMaxBytes,
        @Doc("Buffers outside the heap, in bytes.") long directBytes,
        @Doc("How many garbage collections there were.") long gcCount,
        @Doc("How long they took, in ms.") long gcMs,
        @Doc("How many platform threads it has.") int threads,

        @Doc("How many file descriptors are open; 0 where that can't be told.")
        long openFiles,

        @Doc("How many it may have; 0 where that can't be told.")
        long openFilesMax) {}
