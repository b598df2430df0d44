package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.adapter.metadata.ChronicleMetadataStore;
import io.takhin.daemon.adapter.storage.KafkaLogStore;
import io.takhin.daemon.adapter.storage.KafkaTopicConfigRules;
import io.takhin.daemon.adapter.storage.StorageOptions;
import io.takhin.daemon.file.FreeSpace;
import io.takhin.daemon.port.ClusterView;
import io.takhin.daemon.port.RecordedFaults;
import io.takhin.daemon.port.log.LogStore;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.utils.Time;

/** A backend on real storage, as the daemon wires it. */
final class DirectFixture {

    private DirectFixture() {}

    static DirectSettings settings() {
        return DirectSettings.of(() -> new ClusterView.Node(1, "", "localhost:9092", "localhost:7070", true, true));
    }

    static DirectBackend start(Path data, FlushPolicy flush, RecordedFaults faults) throws IOException {
        return start(data, settings().withFlush(flush), realLogs(data), faults);
    }

    static DirectBackend start(Path data, DirectSettings settings, LogStore logs, RecordedFaults faults)
            throws IOException {
        return DirectBackend.open(settings, ports(data, logs, faults), (done, total) -> {});
    }

    static DirectPorts ports(Path data, LogStore logs, RecordedFaults faults) throws IOException {
        return new DirectPorts(
                logs,
                rules(),
                store(data),
                FileCommandLog.open(data.resolve("meta").resolve("commands")),
                FreeSpace.of(data),
                faults,
                Clock.systemUTC());
    }

    static MetadataStore store(Path data) throws IOException {
        return ChronicleMetadataStore.open(data.resolve("meta"));
    }

    static LogStore realLogs(Path data) {
        return new KafkaLogStore(StorageOptions.in(data.resolve("logs")), rules(), Time.SYSTEM);
    }

    static KafkaTopicConfigRules rules() {
        return new KafkaTopicConfigRules(Map.of());
    }
}
