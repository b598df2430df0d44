package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Rejections;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.group.GroupAdmin.Committed;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Method group.seek. Refused while the group has members: they would read on where they are, and commit that. The
 * coordinator itself refuses a member that joins after the look.
 */
public final class GroupSeekHandler implements UnaryHandler<GroupSeek.Request, GroupSeek.Reply> {

    private final GroupAdmin admin;
    private final Groups groups;
    private final Ends ends;

    /** Moves these groups. */
    public GroupSeekHandler(Backend backend, GroupAdmin groups) {
        this.admin = groups;
        this.groups = new Groups(backend, groups);
        this.ends = new Ends(backend);
    }

    @Override
    public GroupSeek.Reply handle(GroupSeek.Request request, Call call) {
        requireEmpty(groups.describe(request.name(), call));
        var committed = groups.offsets(request.name(), call);
        var places = places(request, committed);
        var ids = new ArrayList<PartitionId>();
        var present = new ArrayList<Place>();
        for (var place : places) {
            Optional<PartitionId> id = groups.partition(place);
            id.ifPresent(found -> {
                ids.add(found);
                present.add(place);
            });
        }
        requireAny(request, present);
        var after = ends.resolve(ids, request.to(), call);
        var moved = new ArrayList<GroupSeek.Moved>();
        var changes = new ArrayList<Committed>();
        for (int i = 0; i < present.size(); i++) {
            var place = present.get(i);
            var before = committed.get(place);
            long offset = after.get(i);
            moved.add(new GroupSeek.Moved(place.topic(), place.partition(), before, offset));
            if (before == null || before != offset) {
                changes.add(new Committed(place, offset));
            }
        }
        if (!request.dryRun() && !changes.isEmpty()) {
            call.change(admin.commit(request.name(), changes, call.left()));
        }
        return new GroupSeek.Reply(
                changes.isEmpty() ? Change.UNCHANGED : Change.CHANGED, request.dryRun(), request.name(), moved);
    }

    private static void requireEmpty(GroupAdmin.Description found) {
        int members = found.members().size();
        if (members > 0) {
            throw new TakhinException(Rejections.error(new Rejection(
                    Rejection.Reason.GROUP_NOT_EMPTY,
                    "group \"" + found.group().name() + "\" has " + members + (members == 1 ? " member" : " members")
                            + " that would read on where they are")));
        }
    }

    private List<Place> places(GroupSeek.Request request, Map<Place, Long> committed) {
        var wanted = new HashSet<>(request.partitions());
        var all = request.topics().isEmpty() ? List.copyOf(committed.keySet()) : groups.ofTopics(request.topics());
        return all.stream()
                .filter(place -> wanted.isEmpty() || wanted.contains(place.partition()))
                .toList();
    }

    private static void requireAny(GroupSeek.Request request, List<Place> places) {
        if (places.isEmpty()) {
            var what = request.partitions().isEmpty() ? "offsets" : "offsets of these partitions";
            throw new TakhinException(
                    AdminError.of(ErrorCode.NOT_FOUND, "group \"" + request.name() + "\" has no " + what)
                            .withHint("name what it is to read with --topic, and see the partitions with: takhin topic"
                                    + " describe TOPIC"));
        }
    }
}
