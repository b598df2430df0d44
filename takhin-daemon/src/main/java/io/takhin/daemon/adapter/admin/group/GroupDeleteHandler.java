package io.takhin.daemon.adapter.admin.group;

import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.Call;
import io.takhin.daemon.adapter.admin.Readiness;
import io.takhin.daemon.adapter.admin.Rejections;
import io.takhin.daemon.adapter.admin.UnaryHandler;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.group.GroupAdmin.Description;
import java.util.HashSet;

/** Method group.delete. */
public final class GroupDeleteHandler implements UnaryHandler<GroupDelete.Request, GroupDelete.Reply> {

    private final Backend backend;
    private final GroupAdmin groups;

    /** Deletes these groups. */
    public GroupDeleteHandler(Backend backend, GroupAdmin groups) {
        this.backend = backend;
        this.groups = groups;
    }

    @Override
    public GroupDelete.Reply handle(GroupDelete.Request request, Call call) {
        if (request.names().isEmpty()) {
            throw TakhinException.of(ErrorCode.USAGE, "no group was named");
        }
        if (new HashSet<>(request.names()).size() < request.names().size()) {
            throw TakhinException.of(ErrorCode.USAGE, "a group is named twice");
        }
        Readiness.require(backend);
        return new GroupDelete.Reply(
                request.dryRun(),
                request.names().stream()
                        .map(name -> delete(name, request, call))
                        .toList());
    }

    private GroupDelete.Deleted delete(String name, GroupDelete.Request request, Call call) {
        var outcome = request.dryRun()
                ? judged(call.outcome(groups.describe(name, call.left())), name)
                : call.outcome(groups.delete(name, call.left()));
        return switch (outcome) {
            case Outcome.Done<Boolean> _ -> new GroupDelete.Deleted(name, Change.DELETED, null);
            case Outcome.Rejected<Boolean>(var rejection) -> {
                boolean fine = request.ifExists() && rejection.reason() == Reason.UNKNOWN_GROUP;
                yield new GroupDelete.Deleted(name, Change.UNCHANGED, fine ? null : Rejections.error(rejection));
            }
            case Outcome.Unknown<Boolean>(var message) ->
                new GroupDelete.Deleted(name, Change.UNCHANGED, Call.unknown(message, Applied.UNKNOWN));
        };
    }

    private static Outcome<Boolean> judged(Outcome<Description> found, String name) {
        return found instanceof Outcome.Done<Description>(var group)
                        && !group.members().isEmpty()
                ? Outcome.reject(Reason.GROUP_NOT_EMPTY, "group \"" + name + "\" has members")
                : found.map(_ -> true);
    }
}
