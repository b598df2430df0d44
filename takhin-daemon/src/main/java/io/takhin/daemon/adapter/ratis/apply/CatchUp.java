package io.takhin.daemon.adapter.ratis.apply;

import io.takhin.common.json.RecordJson;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.replica.BatchHeader;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import io.takhin.daemon.port.log.ReplicaLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Brings a partition up to where a checkpoint of the leader has it. Nothing uncommitted is ever in a log, so this
 * replica's is the beginning of the leader's, or ends before it starts: only what is missing is copied, and after a
 * break it goes on where it was.
 */
final class CatchUp {

    /** How much is asked for at once. */
    private static final int CHUNK_BYTES = 4 << 20;

    private static final int CRC_BYTES = 4;

    /** The start of a partition that the leader has dropped since the checkpoint. */
    private static final long DROPPED = -1;

    private final GroupMachine.Source leader;
    private final PartitionId partition;

    CatchUp(GroupMachine.Source leader, PartitionId partition) {
        this.leader = leader;
        this.partition = partition;
    }

    void run(ReplicaLog log, DataCheckpoint.Partition target) throws IOException {
        if (log.endOffset() > target.endOffset()) {
            log.restart(target.endOffset());
        }
        if (log.endOffset() < target.endOffset()) {
            // What the leader has dropped since is not needed here; what follows the checkpoint comes through the Raft
            // log.
            long leaderStart = leaderStart();
            if (leaderStart == DROPPED) {
                // Its end is all that counts until the entry that drops it comes here too.
                log.startAt(target.endOffset());
                return;
            }
            long from = Math.min(Math.max(leaderStart, target.startOffset()), target.endOffset());
            if (log.endOffset() < from) {
                log.startAt(from);
            }
        }
        while (log.endOffset() < target.endOffset()) {
            copy(log, target.endOffset());
        }
        log.trimTo(target.startOffset());
    }

    private long leaderStart() throws IOException {
        return ByteBuffer.wrap(ask(new PeerQuestion.StartOffset(partition.topicId(), partition.partition())))
                .getLong();
    }

    private void copy(ReplicaLog log, long endOffset) throws IOException {
        long from = log.endOffset();
        var chunk = ByteBuffer.wrap(
                ask(new PeerQuestion.Records(partition.topicId(), partition.partition(), from, CHUNK_BYTES)));
        int crc = chunk.getInt();
        if (crc != crcOf(chunk)) {
            throw new IOException(
                    "a copy of partition " + partition + " from offset " + from + " was damaged on its way");
        }
        int start = chunk.position();
        int limit = start;
        if (chunk.hasRemaining() && chunk.getLong(start) < from && log.startOffset() == from) {
            // The log was trimmed within a batch, and only whole ones are kept.
            log.startAt(chunk.getLong(start));
        }
        for (var header : BatchHeader.readAll(chunk)) {
            if (chunk.getLong(header.position()) < endOffset) {
                limit = header.position() + header.sizeBytes();
            }
        }
        if (limit == start && chunk.hasRemaining()) {
            // The leader has compacted away what was between.
            log.goOnAt(endOffset);
            return;
        }
        log.appendCommitted(chunk.limit(limit));
        if (log.endOffset() <= from) {
            throw new IOException("the leader has nothing of partition " + partition + " at offset " + from);
        }
    }

    private byte[] ask(PeerQuestion question) throws IOException {
        return leader.ask(RecordJson.toBytes(question));
    }

    private static int crcOf(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** The other side. */
    record Answerer(Replicas replicas) {

        byte[] answer(ByteBuffer question) throws IOException {
            var json = new byte[question.remaining()];
            question.get(json);
            return switch (RecordJson.read(json, PeerQuestion.class, RecordJson.Unknown.REFUSE)) {
                case PeerQuestion.StartOffset(var id, var number) ->
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(replicas.store()
                                    .replica(new PartitionId(id, number))
                                    .map(ReplicaLog::startOffset)
                                    .orElse(DROPPED))
                            .array();
                case PeerQuestion.Records(var id, var number, var offset, var bytesMax) ->
                    records(replicas.log(new PartitionId(id, number)), offset, Math.min(bytesMax, CHUNK_BYTES));
                case PeerQuestion.NewestCheckpoint other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.Hello other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.Join other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.Admit other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.Extents other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.TakeCheckpoint other -> throw new IOException("not for the group: " + other);
                case PeerQuestion.Hash other -> throw new IOException("not for the group: " + other);
            };
        }

        private static byte[] records(ReplicaLog log, long offset, int bytesMax) throws IOException {
            var read = log.read(new ReadRequest(offset, bytesMax, true, Isolation.READ_UNCOMMITTED));
            return switch (read) {
                case Outcome.Done<ReadResult>(var result) -> {
                    var records = ByteBuffer.allocate(result.records().sizeBytes());
                    result.records().read(records, 0);
                    yield framed(wholeBatches(records.flip()));
                }
                case Outcome.Rejected<ReadResult>(var rejection) -> throw new IOException(rejection.message());
                case Outcome.Unknown<ReadResult>(var message) -> throw new IOException(message);
            };
        }

        private static byte[] framed(ByteBuffer records) {
            return ByteBuffer.allocate(CRC_BYTES + records.remaining())
                    .putInt(crcOf(records))
                    .put(records)
                    .array();
        }

        private static ByteBuffer wholeBatches(ByteBuffer records) {
            return records.limit(BatchHeader.endOfWhole(records));
        }
    }
}
