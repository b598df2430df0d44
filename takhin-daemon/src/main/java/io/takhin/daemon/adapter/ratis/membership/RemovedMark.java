package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says in a data folder, as {@code removed.json}, that its node was removed from its cluster. A node that came back
 * with what it once voted for could be counted twice, so it must not start before the folder is reset.
 *
 * @param nodeId the node
 * @param clusterId the cluster it was removed from
 * @param index the index of the configuration without it
 */
public record RemovedMark(int nodeId, String clusterId, long index) {

    /** The name of the file. */
    public static final String FILE = "removed.json";

    /** Leaves the mark; it survives a power loss on return. */
    public void write(Path folder) throws IOException {
        DurableFiles.replace(folder.resolve(FILE), RecordJson.toBytes(this));
    }

    /** Whether a folder has it. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Refuses a folder that has it.
     *
     * @throws TakhinException with REFUSED, naming the way out
     */
    public static void refuse(Path folder) throws IOException {
        if (isIn(folder)) {
            var mark = RecordJson.read(
                    Files.readAllBytes(folder.resolve(FILE)), RemovedMark.class, RecordJson.Unknown.IGNORE);
            throw new TakhinException(AdminError.of(
                            ErrorCode.REFUSED,
                            "node " + mark.nodeId() + " was removed from cluster " + mark.clusterId()
                                    + " and does not start with what it has in " + folder)
                    .withHint("to use it anew: takhin server reset --data-dir " + folder));
        }
    }
}
