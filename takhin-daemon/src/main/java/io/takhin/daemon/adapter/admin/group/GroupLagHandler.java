package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.admin.group.GroupLag;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Method group.lag. Partitions that the group neither reads nor has an offset of are left out, unless their topic was
 * asked for, and so are those that are gone.
 */
public final class GroupLagHandler implements UnaryHandler<GroupLag.Request, GroupLag.Reply> {

    private final Groups groups;
    private final Ends ends;

    /** Measures these groups. */
    public GroupLagHandler(Backend backend, GroupAdmin groups) {
        this.groups = new Groups(backend, groups);
        this.ends = new Ends(backend);
    }

    @Override
    public GroupLag.Reply handle(GroupLag.Request request, Call call) {
        var found = groups.describe(request.name(), call);
        var readers = readers(found);
        var committed = groups.offsets(request.name(), call);
        var asked = new HashSet<>(request.topics());
        var places = new TreeSet<>(Groups.ORDER);
        places.addAll(readers.keySet());
        places.addAll(committed.keySet());
        places.removeIf(place -> !asked.isEmpty() && !asked.contains(place.topic()));
        places.addAll(groups.ofTopics(asked));
        places.removeIf(place -> groups.partition(place).isEmpty());
        var partitions = partitions(List.copyOf(places), readers, committed, call);
        return new GroupLag.Reply(
                request.name(),
                found.group().state(),
                partitions.stream().mapToLong(GroupLag.Partition::lag).sum(),
                partitions);
    }

    private List<GroupLag.Partition> partitions(
            List<Place> places, Map<Place, String> readers, Map<Place, Long> committed, Call call) {
        var ids = places.stream()
                .flatMap(place -> groups.partition(place).stream())
                .toList();
        var ranges = ends.ranges(ids, call);
        var partitions = new ArrayList<GroupLag.Partition>();
        for (int i = 0; i < ids.size(); i++) {
            var place = places.get(i);
            @Nullable Long offset = committed.get(place);
            var range = ranges.get(i);
            long from = offset == null ? range.start() : offset;
            partitions.add(new GroupLag.Partition(
                    place.topic(),
                    place.partition(),
                    offset,
                    range.end(),
                    Math.max(0, range.end() - Math.max(from, range.start())),
                    readers.get(place)));
        }
        return List.copyOf(partitions);
    }

    private static Map<Place, String> readers(GroupAdmin.Description found) {
        var readers = new HashMap<Place, String>();
        for (var member : found.members()) {
            member.assigned().forEach(place -> readers.put(place, member.id()));
        }
        return readers;
    }
}
