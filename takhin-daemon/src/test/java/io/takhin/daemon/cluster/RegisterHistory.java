package io.takhin.daemon.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one writer wrote into a register and what readers read from it, with the times of calls and answers, and whether
 * that is linearizable. A write without an answer may take effect at any time after its call.
 */
final class RegisterHistory {

    private final List<Write> writes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    /** A write; values are unique and writes don't overlap unless one has no answer. */
    record Write(long value, long calledNanos, long answeredNanos) {}

    /** A read. */
    record Read(int node, long value, long calledNanos, long answeredNanos) {}

    synchronized void written(long value, long calledNanos, Optional<Long> answeredNanos) {
        writes.add(new Write(value, calledNanos, answeredNanos.orElse(Long.MAX_VALUE)));
    }

    synchronized void read(Read read) {
        reads.add(read);
    }

    synchronized int reads() {
        return reads.size();
    }

    synchronized long acknowledgedWrites() {
        return writes.stream().filter(w -> w.answeredNanos != Long.MAX_VALUE).count();
    }

    /** The reads that no order of the calls explains. */
    synchronized List<String> problems() {
        var problems = new ArrayList<String>();
        for (var read : reads) {
            var write = writes.stream().filter(w -> w.value == read.value).findFirst();
            if (write.isEmpty() || write.get().calledNanos > read.answeredNanos) {
                problems.add(read + " has a value that was not written yet");
            } else if (writes.stream()
                    .anyMatch(later ->
                            later.calledNanos > write.get().answeredNanos && later.answeredNanos < read.calledNanos)) {
                problems.add(read + " has a value that was replaced before, " + write.get());
            } else if (reads.stream().anyMatch(before -> isNewer(before, read, write.get()))) {
                problems.add(read + " is older than what was read before");
            }
        }
        return problems;
    }

    /** Whether a read that had ended found what was written after {@code write} had ended. */
    private boolean isNewer(Read before, Read read, Write write) {
        return before.answeredNanos < read.calledNanos
                && writes.stream().anyMatch(w -> w.value == before.value && w.calledNanos > write.answeredNanos);
    }
}
