package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.file.FreeSpaceGuard;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.ReplicaStore;
import io.takhin.daemon.port.log.TopicConfigRules;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the backend stands on. It closes the stores.
 *
 * @param metadata where the metadata is materialised
 * @param logs the partition logs, not open yet
 * @param rules which topic configs there are
 * @param faults hears of what the node can't put right
 * @param clock tells the time that is stamped into entries
 * @param self this node with its addresses as of now
 * @param space says when the disk is too full for more records
 * @param version this program's version
 */
public record RaftPorts(
        MetadataStore metadata,
        ReplicaStore logs,
        TopicConfigRules rules,
        FaultHandler faults,
        Clock clock,
        Supplier<ClusterView.Node> self,
        FreeSpaceGuard space,
        String version) {}
