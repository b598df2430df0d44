package io.takhin.daemon.adapter.admin;

import io.takhin.common.error.TakhinException;
import io.takhin.daemon.core.Rejection;
import io.takhin.daemon.port.Backend;

/** Keeps a node that has not opened its metadata yet from answering as if there were none. */
public final class Readiness {

    private Readiness() {}

    /** Refuses with NO_LEADER while the node is not ready. */
    public static void require(Backend backend) {
        var cluster = backend.cluster();
        if (!cluster.ready()) {
            throw new TakhinException(
                    Rejections.error(new Rejection(Rejection.Reason.NOT_READY, cluster.notReadyReason())));
        }
    }
}
