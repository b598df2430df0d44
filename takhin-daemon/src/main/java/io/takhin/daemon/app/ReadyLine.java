package io.takhin.daemon.app;

import io.takhin.common.json.Doc;
import io.takhin.common.json.RecordJson;
import java.nio.charset.StandardCharsets;

/**
 * What is printed once the daemon serves.
 *
 * @param schemaVersion the version of this output
 * @param version the daemon's version
 * @param nodeId its id
 * @param clusterId the cluster's id
 * @param kafka where Kafka clients reach it
 * @param admin where admin clients reach it
 * @param dataDir where its data lies
 */
@Doc("What is printed once the daemon serves.")
record ReadyLine(
        @Doc("The version of this output.") String schemaVersion,
        @Doc("The daemon's version.") String version,
        @Doc("Its id.") String nodeId,
        @Doc("The cluster's id.") String clusterId,
        @Doc("Where Kafka clients reach it, HOST:PORT.") String kafka,
        @Doc("Where admin clients reach it, HOST:PORT.") String admin,
        @Doc("Where its data lies.") String dataDir) {

    String text(boolean json) {
        return json
                ? new String(RecordJson.toBytes(this), StandardCharsets.UTF_8)
                : "takhin " + version + " is ready: kafka " + kafka + ", admin " + admin + ", node " + nodeId
                        + ", cluster " + clusterId + ", data " + dataDir;
    }
}
