package io.takhin.daemon.adapter.kafka.fetch;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.requests.FetchMetadata;

/**
 * The fetch sessions of all consumers, the least recently used first (KIP-227). A session goes when it is ended, or
 * when its place is needed and it was not used for two minutes; a consumer that finds no place goes on without one. Any
 * thread may call.
 */
final class FetchSessions {

    private static final long EVICT_AFTER_NS = Duration.ofMinutes(2).toNanos();
    /** A bound on what all sessions together remember. */
    private static final int PARTITIONS_MAX = 1_000_000;

    private record Entry(FetchSession session, long usedNs) {}

    private final int sessionsMax;
    /** Guarded by this, as the rest. */
    private final LinkedHashMap<Integer, Entry> sessions = new LinkedHashMap<>();

    FetchSessions(int sessionsMax) {
        this.sessionsMax = sessionsMax;
    }

    /** A session of that id, used now. */
    synchronized Optional<FetchSession> use(int id) {
        var entry = sessions.remove(id);
        if (entry == null) {
            return Optional.empty();
        }
        sessions.put(id, new Entry(entry.session(), System.nanoTime()));
        return Optional.of(entry.session());
    }

    synchronized void end(int id) {
        sessions.remove(id);
    }

    /** A new session for a consumer that reads these partitions, if there is a place. */
    synchronized Optional<FetchSession> open(boolean usesIds, Collection<FetchWish> wishes) {
        long now = System.nanoTime();
        if (wishes.isEmpty() || !makeRoom(wishes.size(), now)) {
            return Optional.empty();
        }
        var session = new FetchSession(freeId(), usesIds, wishes);
        sessions.put(session.id(), new Entry(session, now));
        return Optional.of(session);
    }

    synchronized int size() {
        return sessions.size();
    }

    private boolean makeRoom(int partitions, long now) {
        while (sessions.size() >= sessionsMax || partitionCount() + partitions > PARTITIONS_MAX) {
            var oldest = sessions.firstEntry();
            if (oldest == null || now - oldest.getValue().usedNs() < EVICT_AFTER_NS) {
                return false;
            }
            sessions.remove(oldest.getKey());
        }
        return true;
    }

    private long partitionCount() {
        return sessions.values().stream()
                .mapToLong(entry -> entry.session().size())
                .sum();
    }

    private int freeId() {
        int id;
        do {
            id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        } while (id == FetchMetadata.INVALID_SESSION_ID || sessions.containsKey(id));
        return id;
    }
}
