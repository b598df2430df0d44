package io.takhin.cli.record.data;

/** Writes records in some form. */
public interface RecordWriter {

    /** Adds one record to the bytes. */
    void write(PassingRecord record, ByteSink out);
}
