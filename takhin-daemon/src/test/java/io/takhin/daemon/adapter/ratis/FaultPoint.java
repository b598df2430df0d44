package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.port.log.ReplicaLog;
import io.takhin.daemon.port.log.ReplicaStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place at which a node's process ends as if it was killed, in three words:
 *
 * <pre>
 * CALL before|after N        the Nth call of a partition log's or the store's method since the node was ready;
 *                            copy and installed are those appends and flushes that bring a leader's checkpoint here,
 *                            counted from the start
 * checkpoint created SUFFIX  a file of a data group's checkpoints, as soon as the system tells of it
 * raft deleted|created PREFIX a file of a data group's Raft log, likewise
 * </pre>
 */
final class FaultPoint {

    static final String PROPERTY = "takhin.point";

    /** What a process ends with there. */
    static final int EXIT = 77;

    private final String what;
    private final String when;
    private final String which;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean armed;

    private FaultPoint(String what, String when, String which) {
        this.what = what;
        this.when = when;
        this.which = which;
        this.armed = isTransfer(what);
    }

    /** The one that this process was started with; none is never reached. */
    static FaultPoint ofThisProcess() {
        var words = System.getProperty(PROPERTY, "").split(" ", 3);
        return words.length == 3 ? new FaultPoint(words[0], words[1], words[2]) : new FaultPoint("", "", "");
    }

    /** Whether it lies within the copy of a leader's checkpoint. */
    static boolean isTransfer(String point) {
        return point.startsWith("startAt") || point.startsWith("copy") || point.startsWith("installed");
    }

    /** The same store, whose calls end the process at the point. */
    ReplicaStore in(ReplicaStore store) {
        return proxy(ReplicaStore.class, store);
    }

    /** From now on it counts. */
    void arm(Path data) throws IOException {
        armed = true;
        var group = new GroupIds(RaftFixture.CLUSTER_ID, NodeProcess.DATA_GROUPS)
                .data()
                .getFirst();
        if (what.equals("checkpoint")) {
            watch(data.resolve("checkpoint").resolve("data-0"));
        } else if (what.equals("raft")) {
            watch(data.resolve("raft").resolve(group.getUuid().toString()).resolve("current"));
        }
    }

    private void watch(Path folder) throws IOException {
        Files.createDirectories(folder);
        var watcher = folder.getFileSystem().newWatchService();
        WatchEvent.Kind<Path> kind =
                when.equals("deleted") ? StandardWatchEventKinds.ENTRY_DELETE : StandardWatchEventKinds.ENTRY_CREATE;
        folder.register(watcher, kind);
        Thread.ofPlatform().daemon().name("takhin-test-watch").start(() -> {
            try {
                while (true) {
                    var key = watcher.take();
                    key.pollEvents().stream()
                            .map(event -> String.valueOf(event.context()))
                            .filter(name -> name.startsWith(which) || name.endsWith(which))
                            .findFirst()
                            .ifPresent(_ -> end());
                    key.reset();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            boolean here = armed && isMeant(method) && calls.incrementAndGet() == Integer.parseInt(which);
            if (here && when.equals("before")) {
                end();
            }
            var result = invoke(method, target, args);
            if (here) {
                end();
            }
            return result;
        }));
    }

    private <T> Object invoke(Method method, T target, Object[] args) throws Throwable {
        if (method.getName().equals("replica")) {
            Optional<ReplicaLog> log = ((ReplicaStore) target).replica((PartitionId) args[0]);
            return log.map(found -> proxy(ReplicaLog.class, found));
        }
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean isMeant(Method method) {
        return switch (what) {
            case "copy" -> method.getName().equals("appendCommitted") && isWithin("install");
            case "installed" -> method.getName().equals("flush") && isWithin("install");
            default -> method.getName().equals(what);
        };
    }

    private static boolean isWithin(String method) {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(method)));
    }

    private static void end() {
        Runtime.getRuntime().halt(EXIT);
    }
}
