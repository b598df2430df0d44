package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Readiness;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.group.GroupAdmin.Committed;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the methods about groups have in common. */
final class Groups {

    /** By topic, then by number. */
    static final Comparator<Place> ORDER = Comparator.comparing(Place::topic).thenComparingInt(Place::partition);

    private final Backend backend;
    private final GroupAdmin groups;

    Groups(Backend backend, GroupAdmin groups) {
        this.backend = backend;
        this.groups = groups;
    }

    /** A group and its members; NOT_FOUND if there is none of that name. */
    GroupAdmin.Description describe(String name, Call call) {
        if (name.isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "the group's name is empty");
        }
        Readiness.require(backend);
        return call.read(groups.describe(name, call.left()));
    }

    /** What a group has committed. */
    Map<Place, Long> offsets(String name, Call call) {
        var offsets = new TreeMap<Place, Long>(ORDER);
        for (Committed committed : call.read(groups.offsets(name, call.left()))) {
            offsets.put(committed.place(), committed.offset());
        }
        return offsets;
    }

    /** A partition, if it is there. */
    Optional<PartitionId> partition(Place place) {
        return backend.metadata()
                .topic(place.topic())
                .filter(topic -> place.partition() < topic.partitionCount())
                .map(topic -> topic.partition(place.partition()));
    }

    /** All partitions of some topics; NOT_FOUND if one is not there. */
    List<Place> ofTopics(Collection<String> topics) {
        var image = backend.metadata();
        return new TreeSet<>(topics)
                .stream()
                        .flatMap(name -> {
                            var topic = image.topic(name)
                                    .orElseThrow(() -> TakhinException.of(
                                            ErrorCode.NOT_FOUND, "topic \"" + name + "\" does not exist"));
                            return topic.partitions().map(partition -> new Place(name, partition.partition()));
                        })
                        .toList();
    }
}
