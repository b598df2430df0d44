package io.takhin.daemon.adapter.kafka.fetch;

import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;

/** What one partition of a Fetch brought. */
record FetchedPartition(FetchKey key, PartitionData data) {

    static FetchedPartition refused(FetchKey key, Errors error) {
        return new FetchedPartition(key, FetchResponse.partitionResponse(key.partition(), error));
    }

    int sizeBytes() {
        return FetchResponse.recordsSize(data);
    }

    boolean failed() {
        return data.errorCode() != Errors.NONE.code();
    }
}
