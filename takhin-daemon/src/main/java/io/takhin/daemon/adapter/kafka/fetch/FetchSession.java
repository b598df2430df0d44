package io.takhin.daemon.adapter.kafka.fetch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;

/**
 * What one consumer reads, kept so that it names only changes and hears only of changes (KIP-227). Any thread may call.
 *
 * <p>Partitions that brought records go to the end, so that each comes first in its turn.
 */
final class FetchSession {

    private static final class Cached {
        private FetchPlace place;
        private long highWatermark;
        private long startOffset;

        private Cached(FetchPlace place) {
            this.place = place;
            this.highWatermark = -1;
            this.startOffset = -1;
        }

        /** Notes what the client is told and says whether it needs to be. */
        private boolean news(FetchedPartition fetched) {
            boolean news = fetched.failed()
                    || fetched.sizeBytes() > 0
                    || highWatermark != fetched.data().highWatermark()
                    || startOffset != fetched.data().logStartOffset();
            // After an error the next good answer is told in any case.
            highWatermark = fetched.failed() ? -1 : fetched.data().highWatermark();
            startOffset = fetched.data().logStartOffset();
            return news;
        }
    }

    private final int id;
    private final boolean usesIds;
    /** Guarded by this, as the rest. */
    private final Map<FetchKey, Cached> partitions = new LinkedHashMap<>();

    private int epoch = FetchMetadata.nextEpoch(FetchMetadata.INITIAL_EPOCH);

    FetchSession(int id, boolean usesIds, Collection<FetchWish> wishes) {
        this.id = id;
        this.usesIds = usesIds;
        wishes.forEach(wish -> partitions.put(wish.key(), new Cached(wish.place())));
    }

    int id() {
        return id;
    }

    synchronized int size() {
        return partitions.size();
    }

    /** Says whether a request with this epoch is the next one; then the session moves on to the epoch after it. */
    synchronized Errors advance(int requestEpoch, boolean requestUsesIds) {
        if (requestEpoch != epoch) {
            return Errors.INVALID_FETCH_SESSION_EPOCH;
        }
        if (requestUsesIds != usesIds) {
            return Errors.FETCH_SESSION_TOPIC_ID_ERROR;
        }
        epoch = FetchMetadata.nextEpoch(epoch);
        return Errors.NONE;
    }

    /** Takes the changes of a request and returns all that is to be read now, in turn. */
    synchronized List<FetchWish> update(Collection<FetchWish> changed, Collection<FetchKey> forgotten) {
        for (var wish : changed) {
            var known = partitions.get(wish.key());
            if (known == null) {
                partitions.put(wish.key(), new Cached(wish.place()));
            } else {
                known.place = wish.place();
            }
        }
        forgotten.forEach(partitions::remove);
        return partitions.entrySet().stream()
                .map(entry -> new FetchWish(entry.getKey(), entry.getValue().place))
                .toList();
    }

    /** Notes the answer to the session's request and returns those of its partitions that are news. */
    synchronized List<FetchedPartition> news(List<FetchedPartition> fetched) {
        var news = new ArrayList<FetchedPartition>();
        for (var each : fetched) {
            var cached = partitions.get(each.key());
            if (cached != null && cached.news(each)) {
                news.add(each);
                if (each.sizeBytes() > 0) {
                    partitions.remove(each.key());
                    partitions.put(each.key(), cached);
                }
            }
        }
        return news;
    }
}
