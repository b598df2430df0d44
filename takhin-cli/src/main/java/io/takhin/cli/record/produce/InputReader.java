package io.takhin.cli.record.produce;

import io.takhin.cli.record.data.BadRecordException;
import io.takhin.cli.record.data.PassingRecord;
import io.takhin.cli.record.data.RecordReader;
import io.takhin.cli.record.data.Window;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads one input's records into a destination, on one thread. The destination is locked while records are at hand, and
 * free while the input is waited for.
 */
final class InputReader {

    /** The largest record that is read, in bytes as it stands in the input. */
    private static final int RECORD_BYTES_MAX = 128 << 20;

    private final RecordReader reader;
    private final Destination destination;
    private final boolean skipBad;
    private final Consumer<String> notes;
    private final PassingRecord record = new PassingRecord();
    private long recordNumber;

    /**
     * Reads records of one form.
     *
     * @param skipBad whether to go on behind a bad record
     * @param notes is told of each bad record that was passed over
     */
    InputReader(RecordReader reader, Destination destination, boolean skipBad, Consumer<String> notes) {
        this.reader = reader;
        this.destination = destination;
        this.skipBad = skipBad;
        this.notes = notes;
    }

    /**
     * Reads all of an input.
     *
     * @throws TakhinException with BAD_DATA at the first bad record, unless such are passed over
     */
    void readAll(InputStream in) throws InterruptedException {
        var window = new Window(in, RECORD_BYTES_MAX);
        while (true) {
            destination.lock();
            try {
                readWindow(window);
            } finally {
                destination.unlock();
            }
            if (window.isEmpty() || destination.isStopped()) {
                return;
            }
            fill(window);
        }
    }

    private void readWindow(Window window) throws InterruptedException {
        destination.now();
        boolean more = true;
        while (more && window.position() < window.limit() && !destination.isStopped()) {
            int start = window.position();
            record.clear();
            try {
                more = reader.read(window, record);
                if (more) {
                    recordNumber++;
                    destination.accept(record, start);
                    more = window.position() > start; // a format that can match nothing must not match for ever
                }
            } catch (BadRecordException e) {
                recordNumber += window.position() == start ? 1 : 0;
                more = bad(window, start, e);
            }
        }
        if (window.ended() && window.position() < window.limit() && !destination.isStopped()) {
            throw new IllegalStateException("the format reads nothing at the end of the input");
        }
    }

    /** Goes on behind a bad record, if that is wished and possible; false if more must be read for it. */
    private boolean bad(Window window, int start, BadRecordException e) {
        var problem = "record " + recordNumber + " byte " + window.offsetOf(e.position()) + ": " + e.getMessage();
        if (!skipBad) {
            throw new TakhinException(AdminError.of(ErrorCode.BAD_DATA, problem));
        }
        if (window.position() == start) {
            var end = reader.terminator()
                    .orElseThrow(() -> new TakhinException(AdminError.of(
                            ErrorCode.BAD_DATA,
                            problem + "; records of this format have no end to go on behind, so it can't be skipped")));
            int found = window.indexOf(end, Math.max(start, e.position() - end.length + 1));
            if (found < 0 && !window.ended()) {
                recordNumber--;
                return false;
            }
            window.position(found < 0 ? window.limit() : found + end.length);
        }
        destination.skipped();
        notes.accept("skipped " + problem);
        return true;
    }

    private void fill(Window window) {
        try {
            window.fill();
        } catch (BadRecordException e) {
            var problem =
                    "record " + (recordNumber + 1) + " byte " + window.offsetOf(e.position()) + ": " + e.getMessage();
            throw TakhinException.of(ErrorCode.BAD_DATA, problem);
        } catch (IOException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.STORAGE, "the input can't be read: " + e.getMessage()), e);
        }
    }
}
