package io.takhin.daemon.adapter.ratis;

import io.takhin.common.model.PartitionId;
import io.takhin.daemon.port.log.ReplicaLog;
import io.takhin.daemon.port.log.ReplicaStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Partition logs whose appends wait at a gate, as if the disk were slow. */
final class GatedReplicaStore implements AutoCloseable {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    /** The same store with the gate in front of its logs' appends. */
    ReplicaStore before(ReplicaStore store) {
        return proxy(ReplicaStore.class, store);
    }

    /** Waits until an append waits. */
    void awaitArrival() throws InterruptedException {
        if (!arrived.await(RaftCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no append came to the gate");
        }
    }

    /** Lets all through from now on. */
    @Override
    public void close() {
        gate.countDown();
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            if (method.getName().equals("appendCommitted")) {
                arrived.countDown();
                if (!gate.await(RaftCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("the gate was not opened");
                }
            }
            if (method.getName().equals("replica")) {
                Optional<ReplicaLog> log = ((ReplicaStore) target).replica((PartitionId) args[0]);
                return log.map(found -> proxy(ReplicaLog.class, found));
            }
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
