package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSummary;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Readiness;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;

/** Method group.list. */
public final class GroupListHandler implements UnaryHandler<GroupList.Request, GroupList.Reply> {

    private final Backend backend;
    private final GroupAdmin groups;

    /** Lists these groups. */
    public GroupListHandler(Backend backend, GroupAdmin groups) {
        this.backend = backend;
        this.groups = groups;
    }

    @Override
    public GroupList.Reply handle(GroupList.Request request, Call call) {
        Readiness.require(backend);
        return new GroupList.Reply(call.read(groups.list(call.left())).stream()
                .map(group -> new GroupSummary(
                        group.name(), group.protocol(), group.state(), Integer.toString(group.coordinator())))
                .toList());
    }
}
