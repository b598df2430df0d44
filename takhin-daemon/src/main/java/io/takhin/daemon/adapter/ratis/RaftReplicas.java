package io.takhin.daemon.adapter.ratis;

import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.apply.GroupEvents;
import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.GroupStateMachine;
import io.takhin.daemon.adapter.ratis.apply.MetadataGroup;
import io.takhin.daemon.adapter.ratis.apply.Replicas;
import io.takhin.daemon.adapter.ratis.apply.Signals;
import io.takhin.daemon.adapter.ratis.checkpoint.CheckpointFolder;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import io.takhin.daemon.adapter.ratis.group.Group;
import io.takhin.daemon.adapter.ratis.group.GroupIds;
import io.takhin.daemon.adapter.ratis.group.NodeThreads;
import io.takhin.daemon.core.replica.GroupImage;
import io.takhin.daemon.port.log.LogStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.statemachine.StateMachine;

/** What this node keeps of the groups, as it stands in their newest checkpoints when the node starts. */
final class RaftReplicas {

    private final Group<MetadataGroup> metadata;
    private final List<Group<DataGroup>> data;
    private final Replicas replicas;
    private final Signals signals = new Signals();

    RaftReplicas(RaftOptions options, RaftPorts ports, GroupIds ids, NodeThreads threads, GroupEvents events) {
        this.replicas = new Replicas(ports.logs());
        this.metadata = group(ids.metadata(), new MetadataGroup(ports.metadata()), options, ids, threads, events);
        var groups = new ArrayList<Group<DataGroup>>();
        for (var id : ids.data()) {
            groups.add(group(id, new DataGroup(ids.number(id), replicas, signals), options, ids, threads, events));
        }
        this.data = List.copyOf(groups);
    }

    private static <M extends GroupMachine> Group<M> group(
            RaftGroupId id, M machine, RaftOptions options, GroupIds ids, NodeThreads threads, GroupEvents events) {
        var name = ids.name(id);
        var folder = new CheckpointFolder(options.folder().resolve("checkpoint").resolve(name));
        var checkpointer = new Checkpointer(name, folder, threads.work(), () -> events.checkpointed(id));
        var limits = new GroupStateMachine.Limits(
                options.tuning().checkpointInterval().toNanos(),
                options.tuning().checkpointBytes());
        var states = new GroupStateMachine(
                id, new GroupStateMachine.Parts(machine, checkpointer, threads.work(), events, limits));
        return new Group<>(id, name, machine, checkpointer, states);
    }

    /** Takes logs and metadata back to the newest checkpoints, from where Ratis replays. */
    void restore(LogStore.Progress progress) throws IOException {
        var found = metadata.checkpointer().open();
        if (found.isPresent()) {
            metadata.machine().load(found.get().at().getIndex(), found.get().body());
        } else {
            metadata.machine().clear();
        }
        var images = new ArrayList<GroupImage>();
        for (var group : data) {
            group.checkpointer().open().ifPresent(checkpoint -> images.add(DataGroup.imageOf(checkpoint.body())));
        }
        replicas.open(images, progress);
        for (var group : data) {
            var checkpoint = group.checkpointer().newest();
            if (checkpoint.isPresent()) {
                group.machine()
                        .load(checkpoint.get().at().getIndex(), checkpoint.get().body());
            }
        }
    }

    Group<MetadataGroup> metadata() {
        return metadata;
    }

    List<Group<DataGroup>> data() {
        return data;
    }

    Stream<Group<? extends GroupMachine>> all() {
        return Stream.concat(Stream.of(metadata), data.stream());
    }

    Replicas replicas() {
        return replicas;
    }

    Signals signals() {
        return signals;
    }

    StateMachine stateMachine(RaftGroupId id) {
        return all().filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("group " + id + " is not this cluster's"))
                .states();
    }
}
