package io.takhin.daemon.app;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.group.GroupAdmin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands before the groups until their coordinators are there: everything is refused with NOT_READY. */
final class GatedGroupAdmin implements GroupAdmin {

    private volatile @Nullable GroupAdmin opened;

    /** Lets requests through. */
    void open(GroupAdmin groups) {
        opened = groups;
    }

    @Override
    public CompletableFuture<Outcome<List<Group>>> list(Duration timeout) {
        return through(groups -> groups.list(timeout));
    }

    @Override
    public CompletableFuture<Outcome<Description>> describe(String name, Duration timeout) {
        return through(groups -> groups.describe(name, timeout));
    }

    @Override
    public CompletableFuture<Outcome<List<Committed>>> offsets(String name, Duration timeout) {
        return through(groups -> groups.offsets(name, timeout));
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> commit(String name, List<Committed> offsets, Duration timeout) {
        return through(groups -> groups.commit(name, offsets, timeout));
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> delete(String name, Duration timeout) {
        return through(groups -> groups.delete(name, timeout));
    }

    private <T> CompletableFuture<Outcome<T>> through(Function<GroupAdmin, CompletableFuture<Outcome<T>>> request) {
        var groups = opened;
        return groups == null
                ? CompletableFuture.completedFuture(Outcome.reject(Reason.NOT_READY, "the groups are not served yet"))
                : request.apply(groups);
    }
}
