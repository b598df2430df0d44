package io.takhin.daemon.adapter.kafka.fetch;

import io.takhin.daemon.port.log.RecordSlice;
import java.io.IOException;
import org.apache.kafka.common.network.TransferableChannel;
import org.apache.kafka.common.record.internal.DefaultRecordsSend;
import org.apache.kafka.common.record.internal.RecordsSend;
import org.apache.kafka.common.record.internal.TransferableRecords;

/** Records that go from their file to the connection without passing through the heap, where it is plain. */
record SliceRecords(RecordSlice slice) implements TransferableRecords {

    @Override
    public int sizeInBytes() {
        return slice.sizeBytes();
    }

    @Override
    public int writeTo(TransferableChannel channel, int position, int length) throws IOException {
        return (int) slice.transferTo(channel, position, length);
    }

    @Override
    public RecordsSend<SliceRecords> toSend() {
        return new DefaultRecordsSend<>(this);
    }
}
