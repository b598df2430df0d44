package io.takhin.daemon.adapter.storage;

import io.takhin.daemon.port.log.RecordSlice;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Slices that are no file's. */
final class RecordSlices {

    /** Nothing. */
    static final RecordSlice EMPTY = new RecordSlice() {
        @Override
        public int sizeBytes() {
            return 0;
        }

        @Override
        public long transferTo(WritableByteChannel target, long position, int count) {
            return 0;
        }

        @Override
        public void read(ByteBuffer target, int position) {
            // There is nothing to copy.
        }
    };

    private RecordSlices() {}
}
