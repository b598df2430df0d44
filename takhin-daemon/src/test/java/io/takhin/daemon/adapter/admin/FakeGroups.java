package io.takhin.daemon.adapter.admin;

import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.Rejection.Reason;
import io.takhin.daemon.port.group.GroupAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Groups in memory. */
final class FakeGroups implements GroupAdmin {

    private final Map<String, Description> groups = new ConcurrentHashMap<>();
    private final Map<String, Map<Place, Long>> offsets = new ConcurrentHashMap<>();

    /** Adds a group with its members and offsets. */
    void add(String name, List<Member> members, Map<Place, Long> committed) {
        var group = new Group(name, "consumer", members.isEmpty() ? "Empty" : "Stable", 1);
        groups.put(name, new Description(group, members.isEmpty() ? "" : "uniform", members));
        offsets.put(name, new ConcurrentHashMap<>(committed));
    }

    /** What a group has committed. */
    Map<Place, Long> committed(String name) {
        return Map.copyOf(offsets.getOrDefault(name, Map.of()));
    }

    @Override
    public CompletableFuture<Outcome<List<Group>>> list(Duration timeout) {
        return done(
                new TreeMap<>(groups).values().stream().map(Description::group).toList());
    }

    @Override
    public CompletableFuture<Outcome<Description>> describe(String name, Duration timeout) {
        var found = groups.get(name);
        return found == null ? missing(name) : done(found);
    }

    @Override
    public CompletableFuture<Outcome<List<Committed>>> offsets(String name, Duration timeout) {
        return done(committed(name).entrySet().stream()
                .map(entry -> new Committed(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> commit(String name, List<Committed> committed, Duration timeout) {
        committed.forEach(one -> offsets.get(name).put(one.place(), one.offset()));
        return done(true);
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> delete(String name, Duration timeout) {
        var found = groups.get(name);
        if (found == null) {
            return missing(name);
        }
        if (!found.members().isEmpty()) {
            return CompletableFuture.completedFuture(
                    Outcome.reject(Reason.GROUP_NOT_EMPTY, "group \"" + name + "\" has members"));
        }
        groups.remove(name);
        return done(true);
    }

    private static <T> CompletableFuture<Outcome<T>> done(T value) {
        return CompletableFuture.completedFuture(Outcome.done(value));
    }

    private static <T> CompletableFuture<Outcome<T>> missing(String name) {
        return CompletableFuture.completedFuture(
                Outcome.reject(Reason.UNKNOWN_GROUP, "group \"" + name + "\" does not exist"));
    }
}
