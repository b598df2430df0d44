package io.takhin.daemon.adapter.ratis.apply;

import java.util.List;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.SnapshotInfo;

/**
 * A checkpoint as Ratis sees it; its files are none of Ratis's business.
 *
 * @param termIndex the last entry in it
 */
record PublishedCheckpoint(TermIndex termIndex) implements SnapshotInfo {

    @Override
    public TermIndex getTermIndex() {
        return termIndex;
    }

    @Override
    public long getTerm() {
        return termIndex.getTerm();
    }

    @Override
    public long getIndex() {
        return termIndex.getIndex();
    }

    @Override
    public List<FileInfo> getFiles() {
        return List.of();
    }
}
