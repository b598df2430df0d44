package io.takhin.daemon.adapter.ratis.group;

import io.takhin.daemon.adapter.ratis.apply.GroupMachine;
import io.takhin.daemon.adapter.ratis.apply.GroupStateMachine;
import io.takhin.daemon.adapter.ratis.checkpoint.Checkpointer;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * This node's replica of a group.
 *
 * @param id the group
 * @param name what people call it
 * @param machine its state
 * @param checkpointer its checkpoints
 * @param states what Ratis drives
 * @param <M> the kind of its state
 */
public record Group<M extends GroupMachine>(
        RaftGroupId id, String name, M machine, Checkpointer checkpointer, GroupStateMachine states) {}
