package io.takhin.daemon.adapter.kafka.fetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;

/** What a Fetch asks for, in its order; a partition that is named twice counts once, as it was named last. */
final class FetchWishes {

    private FetchWishes() {}

    static List<FetchWish> wanted(FetchRequestData data) {
        var places = new LinkedHashMap<FetchKey, FetchPlace>();
        for (var topic : data.topics()) {
            for (var partition : topic.partitions()) {
                var key = new FetchKey(topic.topicId(), topic.topic(), partition.partition());
                places.put(key, FetchPlace.of(partition));
            }
        }
        var wishes = new ArrayList<FetchWish>(places.size());
        places.forEach((key, place) -> wishes.add(new FetchWish(key, place)));
        return wishes;
    }

    static List<FetchKey> forgotten(FetchRequestData data) {
        return data.forgottenTopicsData().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new FetchKey(topic.topicId(), topic.topic(), partition)))
                .toList();
    }
}
