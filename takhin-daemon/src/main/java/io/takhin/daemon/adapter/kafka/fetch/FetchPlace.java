package io.takhin.daemon.adapter.kafka.fetch;

import org.apache.kafka.common.message.FetchRequestData.FetchPartition;

/**
 * Where a client wants to read in a partition.
 *
 * @param offset from here on
 * @param bytesMax as many bytes at most
 * @param currentLeaderEpoch the newest leader epoch it knows of, -1 for none (KIP-320)
 */
record FetchPlace(long offset, int bytesMax, int currentLeaderEpoch) {

    static FetchPlace of(FetchPartition data) {
        return new FetchPlace(data.fetchOffset(), data.partitionMaxBytes(), data.currentLeaderEpoch());
    }
}
