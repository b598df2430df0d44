package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.admin.group.GroupDescribe;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.group.GroupAdmin.Member;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Method group.describe. */
public final class GroupDescribeHandler implements UnaryHandler<GroupDescribe.Request, GroupDescription> {

    private final Groups groups;

    /** Describes these groups. */
    public GroupDescribeHandler(Backend backend, GroupAdmin groups) {
        this.groups = new Groups(backend, groups);
    }

    @Override
    public GroupDescription handle(GroupDescribe.Request request, Call call) {
        var found = groups.describe(request.name(), call);
        var group = found.group();
        return new GroupDescription(
                group.name(),
                group.protocol(),
                group.state(),
                Integer.toString(group.coordinator()),
                found.assignor(),
                found.members().stream()
                        .sorted(Comparator.comparing(Member::client).thenComparing(Member::id))
                        .map(GroupDescribeHandler::member)
                        .toList());
    }

    private static GroupDescription.Member member(Member member) {
        return new GroupDescription.Member(
                member.id(), member.instance().orElse(null), member.client(), member.host(), assigned(member));
    }

    private static List<GroupDescription.Assigned> assigned(Member member) {
        return member.assigned().stream()
                .collect(Collectors.groupingBy(
                        Place::topic, TreeMap::new, Collectors.mapping(Place::partition, Collectors.toList())))
                .entrySet()
                .stream()
                .map(topic -> new GroupDescription.Assigned(
                        topic.getKey(), topic.getValue().stream().sorted().toList()))
                .toList();
    }
}
