package io.takhin.common.config;

import io.takhin.common.json.Doc;
import java.nio.file.Path;

/**
 * Section {@code node}.
 *
 * @param id this node's id
 * @param dataDir where its data lies
 * @param clusterId the id of a new cluster, empty to draw one
 */
@Doc("Who this node is and where its data lies.")
public record NodeConfig(
        @Setting(value = "1", min = "0", max = "2147483647") @Doc("This node's id, also its Kafka broker id.")
        int id,

        @Setting(value = "/var/lib/takhin", dev = "~/.local/state/takhin/dev")
        @Doc("The folder of its data. A leading ~/ is the home folder; with --dev, XDG_STATE_HOME is honoured.")
        Path dataDir,

        @Setting("")
        @Doc("The id of a new cluster; empty draws one. A folder that belongs to another cluster is refused.")
        String clusterId) {}
