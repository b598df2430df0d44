package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.file.FreeSpace;
import io.takhin.daemon.port.FaultHandler;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.log.TopicConfigRules;
import io.takhin.daemon.port.metadata.CommandLog;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.time.Clock;

/**
 * What a {@link DirectBackend} stands on. It owns logs, store and commands from its opening on and closes them.
 *
 * @param logs the partition logs, not opened yet
 * @param rules the topic configs there are
 * @param store the metadata
 * @param commands the log of commands
 * @param disk how much room the disk of the logs has
 * @param faults who hears of failures
 * @param clock the wall clock, for creation times
 */
public record DirectPorts(
        LogStore logs,
        TopicConfigRules rules,
        MetadataStore store,
        CommandLog commands,
        FreeSpace disk,
        FaultHandler faults,
        Clock clock) {}
