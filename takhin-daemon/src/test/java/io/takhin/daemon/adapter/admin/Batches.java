package io.takhin.daemon.adapter.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches to send. */
final class Batches {

    private Batches() {}

    /** One batch with these values and no producer. */
    static ByteBuffer of(String... values) {
        var records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(1000L + i, null, values[i].getBytes(StandardCharsets.UTF_8));
        }
        return MemoryRecords.withRecords(Compression.NONE, records).buffer();
    }

    /** One batch of one record of so many bytes. */
    static ByteBuffer ofSize(int bytes) {
        return MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(1000L, null, new byte[bytes]))
                .buffer();
    }

    /** The values in whole batches. */
    static List<String> values(ByteBuffer batches) {
        var values = new ArrayList<String>();
        MemoryRecords.readableRecords(batches.duplicate())
                .records()
                .forEach(record ->
                        values.add(StandardCharsets.UTF_8.decode(record.value()).toString()));
        return values;
    }
}
