package io.takhin.daemon.adapter.ratis.peer;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.util.Timestamp;

/** The requests with entries that a follower has not answered yet, oldest first. Any thread may call. */
final class OnTheWay {

    /** A request; {@code firstIndex} is negative for a heartbeat. */
    record Sent(long call, long firstIndex, Timestamp time) {

        boolean isOlderThan(long nanos) {
            return time.elapsedTime().toLong(TimeUnit.NANOSECONDS) > nanos;
        }
    }

    /**
     * Why to send again.
     *
     * @param firstIndex the first entry that was not answered
     * @param nextIndex where to go on by the follower's own words, if it said so
     */
    record Trouble(long firstIndex, Optional<Long> nextIndex) {}

    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private Optional<Trouble> trouble = Optional.empty();

    synchronized void add(Sent request) {
        sent.add(request);
    }

    synchronized void remove(Sent request) {
        // Answers mostly come in order.
        var oldest = sent.peek();
        if (oldest != null && oldest.call() == request.call()) {
            sent.remove();
        } else {
            sent.remove(request);
        }
    }

    synchronized int size() {
        return sent.size();
    }

    synchronized boolean isEmpty() {
        return sent.isEmpty();
    }

    synchronized Optional<Sent> oldest() {
        return Optional.ofNullable(sent.peek());
    }

    /** A request was not taken. One that is no longer waited for changes nothing, nor a heartbeat beside entries. */
    synchronized void failed(Sent request, Optional<Long> nextIndex) {
        boolean counts = request.firstIndex() < 0 ? sent.isEmpty() && nextIndex.isPresent() : sent.contains(request);
        if (counts && trouble.isEmpty()) {
            var oldest = sent.isEmpty() ? request : sent.peek();
            trouble = Optional.of(new Trouble(oldest.firstIndex(), nextIndex));
        }
    }

    /** What went wrong first since the last {@link #clear}. */
    synchronized Optional<Trouble> trouble() {
        return trouble;
    }

    /** Waits for nothing more: all will be sent again. */
    synchronized void clear() {
        sent.clear();
        trouble = Optional.empty();
    }
}
